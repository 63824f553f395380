using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Messages;
using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>Tells the approvers of a submission that they are asked, each with a link of their own.</summary>
public sealed class ApprovalNotices(ICampaignStore campaigns, ApprovalLinks links, IMemberMail mail)
{
    /// <summary>Name of the orchestration that sends the notices of one submission.</summary>
    public const string Orchestrator = "ApprovalNotice";

    public static string OrchestrationIdOf(Campaign campaign) => $"approval-notice-{campaign.Id}-{campaign.Submission}";

    /// <summary>Sends them; does nothing when the submission no longer waits.</summary>
    public async Task SendAsync(WorkspaceId workspace, CampaignId id, int submission, CancellationToken cancellation = default)
    {
        var campaign = await campaigns.FindAsync(workspace, id, cancellation);
        if (campaign is not { Status: CampaignStatus.NeedsApproval } || campaign.Submission != submission)
            return;
        foreach (var approver in campaign.Approvers)
        {
            await mail.SendAsync(new MemberMail(
                $"{OrchestrationIdOf(campaign)}-{approver}",
                approver,
                HeaderText.OneLine($"Please approve: {campaign.Definition.Name}"),
                $"{campaign.SubmittedBy} asks you to approve the campaign \"{campaign.Definition.Name}\" by {campaign.ApprovalExpiresAt:u}.\n\n"
                + $"See it and decide: {links.UrlOf(campaign, approver)}\n\nWithout a decision by then it is not sent."), cancellation);
        }
    }

    internal static Intent Intent(Campaign campaign) => Campaigns.Intent.ToStart(
        Orchestrator, OrchestrationIdOf(campaign),
        System.Text.Json.JsonSerializer.Serialize(new Campaigns.Moves.SubmissionStart(campaign.Workspace.Value, campaign.Id.Value, campaign.Submission)));
}
