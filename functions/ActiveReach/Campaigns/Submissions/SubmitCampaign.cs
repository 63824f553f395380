using ActiveReach.Campaigns.Moves;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Submissions;

/// <summary>Asks for approval where it is required, else schedules. Anybody may submit.</summary>
public sealed class SubmitCampaign(CampaignWriter writer, Submission submission)
{
    public async Task<Campaign> RunAsync(Caller caller, CampaignId id, VersionCondition? condition, CancellationToken cancellation = default)
    {
        var workspace = await writer.WorkspaceAsync(caller, cancellation);
        return await writer.MoveAsync(caller, id, CampaignMove.Submit, condition,
            campaign => submission.PrepareAsync(caller, workspace, campaign, CampaignMove.Submit, decides: false, anew: false, cancellation), cancellation);
    }
}
