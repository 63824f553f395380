using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery.Ledger;

namespace ActiveReach.Delivery.Planning;

/// <summary>Begins the ledger of a run, or finds the one that was begun.</summary>
internal static class OpenLedger
{
    /// <param name="people">How many there will be, about: so many shards it gets.</param>
    public static async Task<LedgerRun> OfAsync(ILedger ledger, RunRecords runs, Run run, long people, CancellationToken cancellation)
    {
        var goal = run.Definition.Conversion;
        var head = new LedgerRun(run.Id, run.Workspace, run.Campaign, Shards.For(people), run.Definition.Type is CampaignType.Test, run.StartedAt, goal?.Event, goal?.Window, run.Definition.Tags);
        head = await ledger.OpenAsync(head, Fence.Of(run), cancellation);

        // Whoever cancelled it before there was a fence to raise is seen here.
        if (await runs.FindAsync(run.Id, cancellation) is { } now)
            await ledger.RaiseAsync(run.Id, Fence.Of(now), cancellation);
        return head;
    }
}
