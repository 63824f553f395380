using ActiveReach.Campaigns;
using ActiveReach.Workspaces;

namespace ActiveReach.Runs;

/// <summary>Turns a scheduled campaign whose time has come into a run: one compare-and-set, so that an edit and the start have
/// exactly one winner (law 5).</summary>
public sealed class BeginSending(ICampaignStore campaigns, TimeProvider clock)
{
    public async Task<Look> LookAsync(WorkspaceId workspace, CampaignId id, int submission, CancellationToken cancellation = default)
    {
        while (true)
        {
            var campaign = await campaigns.FindAsync(workspace, id, cancellation);
            if (campaign is null || campaign.Submission != submission)
                return new Look(Look.MovedOn);
            if (HasBegun(campaign))
                return new Look(Look.GoOn, Run: RunOf(campaign).Value);
            if (campaign.Status is not CampaignStatus.Scheduled)
                return new Look(Look.MovedOn);

            var now = clock.GetUtcNow();
            if (campaign.StartsAt > now)
                return Look.WaitUntil(campaign.StartsAt.Value);

            if (now - campaign.StartsAt > RunClock.LateTolerance)
            {
                if (await campaigns.TryUpdateAsync(TooLate(campaign, now), cancellation: cancellation) is not null)
                    return new Look(Look.MovedOn);
            }
            else if (await campaigns.TryUpdateAsync(Sending(campaign, now), NewRun(campaign, now), cancellation: cancellation) is not null)
            {
                return new Look(Look.GoOn, Run: RunOf(campaign).Value);
            }
        }
    }

    private static bool HasBegun(Campaign campaign) =>
        campaign.Run == RunOf(campaign) && campaign.Status is CampaignStatus.Sending or CampaignStatus.Paused;

    private static RunId RunOf(Campaign campaign) => RunId.Of(campaign.Id, campaign.Submission);

    private static Campaign Sending(Campaign campaign, DateTimeOffset now) => campaign with
    {
        Status = CampaignStatus.Sending,
        Run = RunOf(campaign),
        StatusReason = "The audience is being planned.",
        NextAction = null,
        UpdatedAt = now,
    };

    private static Run NewRun(Campaign campaign, DateTimeOffset now) => new()
    {
        Id = RunOf(campaign),
        Campaign = campaign.Id,
        Workspace = campaign.Workspace,
        Definition = campaign.Definition,
        Orchestration = campaign.OrchestrationId,
        StartedAt = now,
    };

    private static Campaign TooLate(Campaign campaign, DateTimeOffset now) => campaign with
    {
        Status = CampaignStatus.Failed,
        StatusReason = $"It was due at {campaign.StartsAt:u} but found only at {now:u}, more than {RunClock.LateTolerance.TotalHours:0} h late, so it was not sent.",
        NextAction = "Duplicate it, choose a new time and submit it again.",
        UpdatedAt = now,
    };
}
