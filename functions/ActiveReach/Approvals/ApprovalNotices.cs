using ActiveReach.Access.Notices;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Messages;
using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>Tells members of a submission, by mail and in the app: the approvers that they are asked, each with a link of their own, those who have not
/// decided that they still are, and whoever submitted it how it came out. What somebody was told is kept, so a repeat tells nobody twice.</summary>
public sealed class ApprovalNotices(CampaignRecords campaigns, ApprovalLinks links, MemberNotices notices, IMemberMail mail, TimeProvider clock)
{
    /// <summary>Sends them; does nothing when the submission has gone on since.</summary>
    /// <param name="number">Which reminder.</param>
    public async Task SendAsync(WorkspaceId workspace, CampaignId id, int submission, ApprovalNoticeKind kind, int number, CancellationToken cancellation = default)
    {
        if (await campaigns.FindAsync(workspace, id, cancellation) is not { } campaign || campaign.Submission != submission)
            return;
        foreach (var member in To(campaign, kind))
        {
            var notice = await notices.TellAsync(
                new Notice($"{campaign.NoticeId(kind, number)}-{PlaceOf(campaign, member)}", workspace, member.ToLowerInvariant(), clock.GetUtcNow(), Sentence(campaign, kind), campaign.Id.Value), cancellation);
            if (notice.MailedAt is not null)
                continue;
            await mail.SendAsync(new MemberMail($"{campaign.NoticeId(kind, number)}-{member}", workspace, member, HeaderText.OneLine(Subject(campaign, kind)), Text(campaign, kind, member)), cancellation);
            await notices.MailedAsync(notice, cancellation);
        }
    }

    private static IEnumerable<string> To(Campaign campaign, ApprovalNoticeKind kind) => kind switch
    {
        ApprovalNoticeKind.Outcome => campaign is { Status: not CampaignStatus.NeedsApproval, SubmittedBy: { } submitter } && submitter.Contains('@', StringComparison.Ordinal) && submitter != campaign.DecidedBy ? [submitter] : [],
        _ when campaign.Status is not CampaignStatus.NeedsApproval => [],
        ApprovalNoticeKind.Escalation => campaign.EscalatedTo,
        ApprovalNoticeKind.Reminder => campaign.Asked().Where(member => !ApprovalRule.HasApproved(campaign, member)),
        _ => campaign.Approvers.Where(member => !ApprovalRule.HasApproved(campaign, member)),
    };

    /// <summary>Addresses stay out of ids, which stand in routes.</summary>
    private static int PlaceOf(Campaign campaign, string member) => campaign.Asked().ToList().IndexOf(member) + 1;

    private static string Subject(Campaign campaign, ApprovalNoticeKind kind) => kind switch
    {
        ApprovalNoticeKind.Reminder => $"Still to approve: {campaign.Definition.Name}",
        ApprovalNoticeKind.Outcome => $"{Outcome(campaign)}: {campaign.Definition.Name}",
        _ => $"Please approve: {campaign.Definition.Name}",
    };

    private static string Sentence(Campaign campaign, ApprovalNoticeKind kind) => kind switch
    {
        ApprovalNoticeKind.Outcome => $"{Outcome(campaign)}: the campaign \"{campaign.Definition.Name}\". {campaign.StatusReason}",
        ApprovalNoticeKind.Reminder => $"The campaign \"{campaign.Definition.Name}\" still waits for your decision, until {campaign.ApprovalExpiresAt:u}.",
        ApprovalNoticeKind.Escalation => $"Nobody has decided on the campaign \"{campaign.Definition.Name}\" of {campaign.SubmittedBy}, so you are asked to, by {campaign.ApprovalExpiresAt:u}.",
        _ => $"{campaign.SubmittedBy} asks you to approve the campaign \"{campaign.Definition.Name}\" by {campaign.ApprovalExpiresAt:u}.",
    };

    private string Text(Campaign campaign, ApprovalNoticeKind kind, string member) => kind is ApprovalNoticeKind.Outcome
        ? Sentence(campaign, kind)
        : $"{Sentence(campaign, kind)}\n\nSee it and decide: {links.UrlOf(campaign, member)}\n\nWithout a decision by then it is not sent.";

    private static string Outcome(Campaign campaign) => campaign.Approval switch
    {
        ApprovalState.Approved => "Approved",
        ApprovalState.Rejected => "Rejected",
        _ => "Not approved in time",
    };
}
