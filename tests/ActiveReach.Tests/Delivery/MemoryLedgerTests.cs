using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Reports;
using ActiveReach.Delivery.Stages;
using Contracts.Conversions;
using Contracts.Delivery;
using Contracts.Delivery.Model;
using Contracts.Documents;
using Microsoft.Extensions.Time.Testing;

namespace ActiveReach.Tests.Delivery;

/// <summary>The ledger in memory keeps the same promises, also where every decision meets a conflict.</summary>
public sealed class MemoryLedgerTests : SendLedgerContract
{
    private readonly FakeTimeProvider system = new(Noon);
    private readonly MemoryActiveStages active = new();
    private SendLedger ledger;
    private StageLedger stages;

    public MemoryLedgerTests()
    {
        Runs = new RunRecords(new MemoryDocuments(), new LedgerFence(Store), TimeProvider.System);
        Events = new LedgerReports(Store, new NoTouches(), new MemoryConversions(), Runs);
        (ledger, stages) = Begin();
    }

    protected override ILedger Store { get; } = new MemoryLedger(() => true);

    protected override SendLedger Ledger => ledger;

    protected override LedgerReports Events { get; }

    protected override StageLedger Stages => stages;

    protected override RunRecords Runs { get; }

    protected override void PassSystemTime(TimeSpan time) => system.Advance(time);

    protected override void Restart() => (ledger, stages) = Begin();

    private (SendLedger, StageLedger) Begin()
    {
        var claims = new SendLedger(Store, new ClaimTerms { SystemTime = system });
        return (claims, new StageLedger(Store, active, claims));
    }
}

public sealed class MemoryRunFenceTests : RunFenceContract
{
    protected override ILedger Ledger { get; } = new MemoryLedger(() => true);
}

public sealed class MemoryPlansTests : PlansContract
{
    protected override IPlans Plans { get; } = new MemoryPlans();
}

public sealed class MemoryActiveStagesTests : ActiveStagesContract
{
    protected override IActiveStages Stages { get; } = new MemoryActiveStages();
}

public sealed class MemorySendModelTests : SendModelContract
{
    protected override int Cases => 60;

    protected override ModelStores Open(Random random)
    {
        var ledger = new MemoryLedger(() => random.Next(10) == 0);
        return new ModelStores(ledger, new MemoryPlans(), new MemoryActiveStages(), (from, to) =>
        {
            ledger.Reassign(from, to);
            return Task.CompletedTask;
        });
    }
}
