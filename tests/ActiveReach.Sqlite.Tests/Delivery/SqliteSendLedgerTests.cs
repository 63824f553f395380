using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Sqlite.Tests.Delivery.World;

namespace ActiveReach.Sqlite.Tests.Delivery;

public sealed class SqliteSendLedgerTests : SendLedgerContract, IDisposable
{
    private readonly DeliveryWorld world = new();

    protected override IPlanLedger Plans => world.Plans;

    protected override ISendLedger Ledger => world.Ledger;

    protected override ILedgerEvents Events => world.Events;

    protected override IStageLedger Stages => world.Stages;

    protected override RunRecords Runs => world.Runs;

    protected override PendingIntents Intents => world.Intents;

    public void Dispose() => world.Dispose();

    protected override void PassSystemTime(TimeSpan time) => world.SystemClock.Advance(time);

    protected override void Restart() => world.Crash();
}
