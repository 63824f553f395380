using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Conversions;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Analytics;

/// <summary>Counts the figures that lists of campaigns show: where a run has moved at once, else once a minute while they can change.</summary>
public sealed class RefreshCampaignRows(CampaignRows rows, CampaignRecords campaigns, ReadAnalytics analytics, CreditConversions credit, WorkspaceRegister workspaces, TimeProvider clock)
{
    /// <summary>So many people at most are credited in one go; the next minute goes on.</summary>
    private const int MostCredited = 20_000;

    private DateTimeOffset ThisMinute
    {
        get
        {
            var now = clock.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        }
    }

    /// <summary>All whose turn it is, in every workspace, once everybody's conversions are credited. One that can't be counted keeps none of the others back.</summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        var faults = new List<Exception>();
        foreach (var workspace in await workspaces.AllAsync(cancellation))
        {
            await TryAsync(() => credit.RunAsync(workspace, MostCredited, cancellation));
            foreach (var row in await rows.CountedBeforeAsync(workspace, ThisMinute, cancellation))
                await TryAsync(() => CountAsync(workspace, row.Id, isMoved: false, cancellation));
        }

        if (faults.Count > 0)
            throw new AggregateException("Figures of some campaigns can't be counted.", faults);

        async Task TryAsync(Func<Task> step)
        {
            try
            {
                await step();
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                faults.Add(fault);
            }
        }
    }

    /// <summary>Counts those of the campaign of a run.</summary>
    /// <param name="isMoved">Whether the run has just moved; else they are counted only if they weren't in this minute.</param>
    public Task RunAsync(Run run, bool isMoved, CancellationToken cancellation = default) => CountAsync(run.Workspace, run.Campaign, isMoved, cancellation);

    private async Task CountAsync(WorkspaceId workspace, CampaignId id, bool isMoved, CancellationToken cancellation)
    {
        // The row is read before the ledger, so that what is written is never older than what it replaces.
        while (await rows.FindAsync(workspace, id, cancellation) is { } row)
        {
            if (!isMoved && row.Value.Figures?.AsOf >= ThisMinute || await campaigns.FindAsync(workspace, id, cancellation) is not { } campaign)
                return;
            var asOf = clock.GetUtcNow();
            var counted = await analytics.ReadAsync(campaign, [], cancellation: cancellation);
            if (await rows.TryTellAsync(row, Figures(counted, asOf), counted.Final ? campaign.RunsStarted : 0, cancellation))
                return;
        }
    }

    private static CampaignFigures Figures(CampaignAnalytics counted, DateTimeOffset asOf) => new()
    {
        Recipients = counted.Recipients,
        Sent = counted.Sent,
        Delivered = counted.Delivered,
        ResponseRate = counted.Rates.ResponseRate,
        Ctr = counted.Rates.Ctr,
        Revenue = counted.Revenue,
        AsOf = counted.AsOf ?? asOf,
    };
}
