using ActiveReach.Azure.Delivery;
using ActiveReach.Azure.Delivery.Touches;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using Contracts.Delivery;

namespace ActiveReach.Azure.Tests.Delivery.Touches;

public sealed class TableTouchesTests : TouchesContract, IAsyncLifetime
{
    private readonly TablesWorld tables = new();
    private TableTouches? touches;

    protected override ILedger Ledger => new TableLedger(tables.Account, TimeProvider.System);

    protected override ITouches Touches => touches ??= new TableTouches(tables.Account, Ledger, TimeProvider.System);

    protected override int Cases => 3;

    public Task InitializeAsync() => tables.InitializeAsync();

    public Task DisposeAsync()
    {
        touches?.Dispose();
        return tables.DisposeAsync();
    }
}
