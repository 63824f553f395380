using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Reports;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Sqlite.Tests.Delivery.World;

namespace ActiveReach.Sqlite.Tests.Delivery;

public sealed class SqliteSendLedgerTests : SendLedgerContract, IDisposable
{
    private readonly DeliveryWorld world = new();

    protected override ILedger Store => world.Store;

    protected override SendLedger Ledger => world.Ledger;

    protected override LedgerReports Events => world.Events;

    protected override StageLedger Stages => world.Stages;

    protected override RunRecords Runs => world.Runs;

    public void Dispose() => world.Dispose();

    protected override void PassSystemTime(TimeSpan time) => world.SystemClock.Advance(time);

    protected override void Restart() => world.Crash();
}
