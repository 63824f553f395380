using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Goes on where the pause stopped: what is still planned is sent, nothing else again.</summary>
public sealed class ResumeCampaign(CampaignWriter writer, IRunStore runs)
{
    public Task<Campaign> RunAsync(Caller caller, CampaignId id, VersionCondition? condition, CancellationToken cancellation = default) =>
        writer.MoveAsync(caller, id, CampaignMove.Resume, condition, async campaign =>
        {
            var run = await runs.OfAsync(campaign, cancellation);
            return new CampaignChange(
                campaign.To(CampaignMove.Resume, CampaignStatus.Sending),
                run with { Status = RunStatus.Sending, Epoch = run.Epoch + 1 },
                Bells.Of(campaign, run));
        }, cancellation);
}
