using ActiveReach.Azure.Entries;
using ActiveReach.Entries.Members;
using Contracts.Entries;

namespace ActiveReach.Azure.Tests.Entries;

public sealed class TableMembersTests : MembersContract, IAsyncLifetime
{
    private readonly TablesWorld tables = new();

    protected override IMembers Members => new TableMembers(tables.Account, TimeProvider.System);

    public Task InitializeAsync() => tables.InitializeAsync();

    public Task DisposeAsync() => tables.DisposeAsync();
}
