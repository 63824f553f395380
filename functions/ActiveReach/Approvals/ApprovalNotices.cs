using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Messages;
using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>Tells the approvers of a submission that they are asked, each with a link of their own.</summary>
public sealed class ApprovalNotices(CampaignRecords campaigns, ApprovalLinks links, IMemberMail mail)
{
    /// <summary>Sends them; does nothing when the submission no longer waits.</summary>
    public async Task SendAsync(WorkspaceId workspace, CampaignId id, int submission, CancellationToken cancellation = default)
    {
        var campaign = await campaigns.FindAsync(workspace, id, cancellation);
        if (campaign is not { Status: CampaignStatus.NeedsApproval } || campaign.Submission != submission)
            return;
        foreach (var approver in campaign.Approvers)
        {
            await mail.SendAsync(new MemberMail(
                $"{campaign.NoticeId}-{approver}",
                workspace,
                approver,
                HeaderText.OneLine($"Please approve: {campaign.Definition.Name}"),
                $"{campaign.SubmittedBy} asks you to approve the campaign \"{campaign.Definition.Name}\" by {campaign.ApprovalExpiresAt:u}.\n\n"
                + $"See it and decide: {links.UrlOf(campaign, approver)}\n\nWithout a decision by then it is not sent."), cancellation);
        }
    }
}
