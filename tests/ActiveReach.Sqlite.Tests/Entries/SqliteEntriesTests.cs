using ActiveReach.Entries;
using ActiveReach.Sqlite.Entries;
using Contracts.Entries;

namespace ActiveReach.Sqlite.Tests.Entries;

public sealed class SqliteEntriesTests : EntriesContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IEntries Entries => new SqliteEntries(product.Database);

    public void Dispose() => product.Dispose();
}
