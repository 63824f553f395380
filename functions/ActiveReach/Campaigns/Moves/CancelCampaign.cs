using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Ends a campaign: what has not been handed over never is. In the reply window it closes the window.</summary>
public sealed class CancelCampaign(CampaignWriter writer, IRunStore runs, TimeProvider clock)
{
    public Task<Campaign> RunAsync(Caller caller, CampaignId id, VersionCondition? condition, CancellationToken cancellation = default) =>
        writer.MoveAsync(caller, id, CampaignMove.Cancel, condition, async campaign =>
        {
            var cancelled = campaign.To(CampaignMove.Cancel, CampaignStatus.Cancelled);
            if (campaign.Status is not (CampaignStatus.Sending or CampaignStatus.Paused or CampaignStatus.Active))
                return CampaignChange.Of(cancelled, Bells.Of(campaign, null));
            var run = await runs.OfAsync(campaign, cancellation);
            return new CampaignChange(
                cancelled,
                run with { Status = RunStatus.Cancelled, Epoch = run.Epoch + 1, CompletedAt = clock.GetUtcNow() },
                Bells.Of(campaign, run));
        }, cancellation);
}
