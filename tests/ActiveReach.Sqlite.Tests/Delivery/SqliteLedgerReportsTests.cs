using ActiveReach.Campaigns;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Fallback;
using ActiveReach.Delivery.Figures;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Reports;
using ActiveReach.Experiments;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Tests.Delivery.World;
using Contracts.Delivery.Reports;

namespace ActiveReach.Sqlite.Tests.Delivery;

public sealed class SqliteLedgerReportsTests : LedgerReportsContract, IDisposable
{
    private readonly DeliveryWorld world = new(new People());

    protected override LedgerReports Events => world.Events;

    protected override RunFigures Figures => world.Figures;

    protected override ILedger Store => world.Store;

    protected override ILedgerRows Rows => world.Rows;

    protected override DateTimeOffset Now => world.Clock.GetUtcNow();

    public void Dispose() => world.Dispose();

    protected override Task PlanAsync(int contacts) => PlanAsync(contacts, null, Stage.Rest);

    protected override async Task SendAsync(int contacts, Func<CampaignDefinition, CampaignDefinition>? change = null, int stage = Stage.Rest)
    {
        await PlanAsync(contacts, change, stage);
        await world.DrainAsync();
    }

    protected override Task ChangeRunAsync(Func<Run, Run> change) => world.ChangeAsync(change);

    protected override async Task<Run> RunAsync() => (await world.Runs.FindAsync(Run))!;

    private async Task PlanAsync(int contacts, Func<CampaignDefinition, CampaignDefinition>? change, int stage)
    {
        for (var id = 1; id <= contacts; id++)
            world.People[id] = People.Person(id);
        await world.PlannedAsync(change, stage);
    }
}
