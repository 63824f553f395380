using ActiveReach.Access;
using ActiveReach.Access.Notices;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Messages;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>Tells members of a submission, by mail and in the app: the approvers that they are asked, each with a link of their own, those who have not
/// decided that they still are, and whoever submitted it how it came out. What somebody was told is kept, so a repeat tells nobody twice.</summary>
public sealed class ApprovalNotices(CampaignRecords campaigns, WorkspaceRegister workspaces, Members members, ApprovalLinks links, MemberNotices notices, IMemberMail mail, TimeProvider clock)
{
    /// <summary>Sends them; does nothing when the submission has gone on since.</summary>
    /// <param name="number">Which reminder.</param>
    public async Task SendAsync(WorkspaceId workspace, CampaignId id, int submission, ApprovalNoticeKind kind, int number, CancellationToken cancellation = default)
    {
        if (await campaigns.FindAsync(workspace, id, cancellation) is not { } campaign || campaign.Submission != submission)
            return;
        foreach (var member in await ToAsync(campaign, kind, cancellation))
        {
            var notice = await notices.TellAsync(
                new Notice($"{campaign.NoticeId(kind, number)}-{PlaceOf(campaign, member)}", workspace, member.ToLowerInvariant(), clock.GetUtcNow(), Sentence(campaign, kind), campaign.Id.Value), cancellation);
            if (notice.MailedAt is not null)
                continue;
            await mail.SendAsync(new MemberMail($"{campaign.NoticeId(kind, number)}-{member}", workspace, member, HeaderText.OneLine(Subject(campaign, kind)), Text(campaign, kind, member)), cancellation);
            await notices.MailedAsync(notice, cancellation);
        }
    }

    private async Task<IReadOnlyList<string>> ToAsync(Campaign campaign, ApprovalNoticeKind kind, CancellationToken cancellation)
    {
        if ((kind is ApprovalNoticeKind.Outcome) != (campaign.Status is not CampaignStatus.NeedsApproval))
            return [];
        var all = await members.AllAsync(campaign.Workspace, cancellation);
        if (kind is ApprovalNoticeKind.Outcome)
            return campaign.SubmittedBy != campaign.DecidedBy && all.Any(member => member.Email == campaign.SubmittedBy) ? [campaign.SubmittedBy!] : [];
        var workspace = await workspaces.ReadAsync(campaign.Workspace, cancellation);
        var asked = kind switch
        {
            ApprovalNoticeKind.Escalation => campaign.EscalatedTo,
            ApprovalNoticeKind.Reminder => campaign.Asked(),
            _ => campaign.Approvers,
        };
        return [.. asked.Where(member => !ApprovalRule.HasApproved(campaign, member) && ApprovalRule.MayDecide(workspace, campaign, member, all))];
    }

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
