using Contracts.Delivery.Reports;
using Contracts.Delivery.World;
using Microsoft.Extensions.Time.Testing;

namespace ActiveReach.Azure.Tests.Delivery;

public sealed class TableLedgerRowsTests : LedgerRowsContract, IAsyncLifetime
{
    private readonly TablesWorld tables = new();
    private SendWorld? world;

    protected override SendWorld World => world!;

    public async Task InitializeAsync()
    {
        await tables.InitializeAsync();
        world = tables.Send(new FakeTimeProvider(SendWorld.Noon));
    }

    public Task DisposeAsync() => tables.DisposeAsync();
}
