using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries.Triggers;

/// <summary>A triggered campaign that stands, or is about to.</summary>
public sealed record StandingTrigger(Campaign Campaign, Trigger Trigger);

/// <summary>The triggered campaigns of a workspace that events may concern now: one short question to the list of campaigns, which is always up to date.</summary>
public sealed class StandingTriggers(CampaignRecords campaigns, WorkspaceRegister workspaces)
{
    private static readonly CampaignQuery Standing = new()
    {
        Type = CampaignType.Triggered,
        Statuses = [CampaignStatus.Scheduled, CampaignStatus.Active, CampaignStatus.Paused],
        Limit = PageQuery.MaxLimit,
    };

    public async Task<IReadOnlyList<StandingTrigger>> OfAsync(WorkspaceId id, CancellationToken cancellation = default)
    {
        var page = await campaigns.ListAsync(id, Standing, cancellation);
        if (page.Total == 0)
            return [];
        var found = page.Items.ToList();
        while (page.NextCursor is { } cursor)
        {
            page = await campaigns.ListAsync(id, Standing with { Cursor = cursor }, cancellation);
            found.AddRange(page.Items);
        }

        var workspace = await workspaces.ReadAsync(id, cancellation);
        return
        [
            .. from campaign in found
               where campaign.Schedule is { State: ScheduleState.On or ScheduleState.Paused }
               let trigger = Trigger.Of(campaign.Definition, workspace)
               where trigger is not null
               select new StandingTrigger(campaign, trigger),
        ];
    }
}
