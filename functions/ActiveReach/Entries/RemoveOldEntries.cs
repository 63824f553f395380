using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Entries.Calls;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries;

/// <summary>Removes entries and calls of standing campaigns that are over and older than the workspace keeps events, which they repeat. What somebody may still
/// ask of them stays: whether a contact had a message within the re-entry period or for this year's birthday, and what a message says that has yet to be sent.</summary>
public sealed class RemoveOldEntries(CampaignRecords campaigns, RunRecords runs, WorkspaceRegister workspaces, IEntries entries, FiredCalls calls, TimeProvider clock)
{
    private static readonly CampaignType[] Types = [CampaignType.Triggered, CampaignType.Api, CampaignType.Birthday];

    /// <summary>Longest time between two days that are sent on for birthdays of one year, were somebody's day changed from its first to its last.</summary>
    private static readonly TimeSpan YearOfBirthdays = TimeSpan.FromDays(366) + StandingDays.LateTolerance;

    /// <returns>How many; fewer than the limit when none is left.</returns>
    public async Task<int> RunAsync(WorkspaceId id, DateTimeOffset before, int limit, CancellationToken cancellation = default)
    {
        var (removed, workspace) = (0, await workspaces.ReadAsync(id, cancellation));
        foreach (var type in Types)
        {
            var query = new CampaignQuery { Type = type, Limit = PageQuery.MaxLimit };
            do
            {
                var page = await campaigns.ListAsync(id, query, cancellation);
                foreach (var campaign in page.Items.Where(campaign => campaign.RunsStarted > 0 && campaign.CreatedAt < before))
                {
                    var until = await BeforeAsync(campaign, workspace, before, cancellation);
                    removed += await entries.RemoveOldAsync(campaign.Id, until, limit - removed, cancellation);
                    if (removed < limit)
                        removed += await calls.RemoveOldAsync(id, campaign.Id, until, limit - removed, cancellation);
                    if (removed >= limit)
                        return removed;
                }

                query = query with { Cursor = page.NextCursor };
            }
            while (query.Cursor is not null);
        }

        return removed;
    }

    private async Task<DateTimeOffset> BeforeAsync(Campaign campaign, Workspace workspace, DateTimeOffset before, CancellationToken cancellation)
    {
        // Events of a day ago may still enter, and look back a re-entry period from there.
        if (Trigger.Of(campaign.Definition, workspace)?.Reentry is { } reentry)
            before = Earlier(before, clock.GetUtcNow() - reentry - StandingDays.LateTolerance);

        // Whoever has had it for this year's birthday doesn't get it again.
        if (campaign.Definition.Type is CampaignType.Birthday)
            before = Earlier(before, clock.GetUtcNow() - YearOfBirthdays - StandingDays.LateTolerance);

        // Whoever a run has taken was due for a day at most when it began.
        foreach (var run in (await runs.ListAsync(campaign.Workspace, campaign.Id, cancellation)).Where(run => run.SettledAt is null && !run.HasEnded()))
            before = Earlier(before, run.StartedAt - StandingDays.LateTolerance);
        return before;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
