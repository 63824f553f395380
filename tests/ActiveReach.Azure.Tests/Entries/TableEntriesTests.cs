using ActiveReach.Azure.Entries;
using ActiveReach.Entries;
using Contracts.Entries;

namespace ActiveReach.Azure.Tests.Entries;

public sealed class TableEntriesTests : EntriesContract, IAsyncLifetime
{
    private readonly TablesWorld tables = new();

    protected override IEntries Entries => new TableEntries(tables.Account, TimeProvider.System);

    public Task InitializeAsync() => tables.InitializeAsync();

    public Task DisposeAsync() => tables.DisposeAsync();
}
