using ActiveReach.Entries.Members;
using ActiveReach.Sqlite.Entries;
using Contracts.Entries;

namespace ActiveReach.Sqlite.Tests.Entries;

public sealed class SqliteMembersTests : MembersContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IMembers Members => new SqliteMembers(product.Database);

    public void Dispose() => product.Dispose();
}
