using ActiveReach.Campaigns.Moves;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Drafts;

/// <summary>Removes a draft or a cancelled campaign; whatever else has happened stays on record. Viewers remove only what they
/// drafted themselves.</summary>
public sealed class DeleteCampaign(CampaignWriter writer, Comments comments)
{
    public async Task RunAsync(Caller caller, CampaignId id, VersionCondition? condition, CancellationToken cancellation = default)
    {
        await writer.DeleteAsync(caller, id, campaign =>
        {
            condition?.Invoke(campaign);
            if (caller.Role < Role.Sender && campaign.DraftedBy != caller.Member)
                throw new ForbiddenException("A viewer deletes only their own drafts: ask a sender.");
        }, cancellation);
        // After the campaign: a deletion that is refused costs no comment, and what a crash leaves here nobody can reach any more.
        await comments.ForgetAsync(caller.Workspace, id, CancellationToken.None);
    }
}
