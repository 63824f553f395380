using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Submits, and schedules in the same step when approval isn't required or the caller may give it.</summary>
public sealed class LaunchCampaign(CampaignWriter writer, Submission submission)
{
    public async Task<Campaign> RunAsync(Caller caller, CampaignId id, VersionCondition? condition, CancellationToken cancellation = default)
    {
        if (caller.Role < Role.Sender)
            throw new ForbiddenException("A viewer never sends: submit the campaign, and an approver decides.");
        var workspace = await writer.WorkspaceAsync(caller, cancellation);
        return await writer.MoveAsync(caller, id, CampaignMove.Launch, condition,
            campaign => submission.PrepareAsync(caller, workspace, campaign, CampaignMove.Launch, decides: true, anew: false, cancellation), cancellation);
    }
}
