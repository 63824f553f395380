using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Stops new hand-overs within one batch; the raised epoch refuses what slower workers still write.</summary>
public sealed class PauseCampaign(CampaignWriter writer, IRunStore runs)
{
    public Task<Campaign> RunAsync(Caller caller, CampaignId id, VersionCondition? condition, CancellationToken cancellation = default) =>
        writer.MoveAsync(caller, id, CampaignMove.Pause, condition, async campaign =>
        {
            var run = await runs.OfAsync(campaign, cancellation);
            return new CampaignChange(
                campaign.To(CampaignMove.Pause, CampaignStatus.Paused),
                run with { Status = RunStatus.Paused, Epoch = run.Epoch + 1 },
                Bells.Of(campaign, run));
        }, cancellation);
}
