using ActiveReach.Access;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Runs.Recurring;
using ActiveReach.Workspaces;

namespace ActiveReach.Runs;

/// <summary>Looks whether a submission has been approved, and has reminded or asked besides whoever is due by then. One that was not approved in time, or
/// not before its send time, is cancelled and never sent late (decision C-5); a recurring one skips the instances whose time comes before.</summary>
public sealed class CheckApproval(
    CampaignRecords campaigns, WorkspaceRegister workspaces, Members members, DeriveStatus derive, SkipInstances skip, TimeProvider clock)
{
    public async Task<Look> LookAsync(WorkspaceId workspace, CampaignId id, int submission, CancellationToken cancellation = default)
    {
        while (true)
        {
            var campaign = await campaigns.FindAsync(workspace, id, cancellation);
            if (campaign is null || campaign.Submission != submission)
                return new Look(Look.MovedOn);
            if (campaign.Status is not CampaignStatus.NeedsApproval)
                return new Look(campaign.Status is CampaignStatus.Draft or CampaignStatus.Cancelled ? Look.MovedOn : campaign.Status is CampaignStatus.InReview ? Look.InReview : Look.GoOn);
            if (await skip.MissedAsync(campaign, cancellation) is not { } standing || standing != campaign)
                continue;

            var now = clock.GetUtcNow();
            var deadline = campaign.ApprovalExpiresAt ?? now + RunClock.LongestSleep;
            if (now >= deadline)
            {
                var lapsed = await derive.OfAsync(Lapsed(campaign), cancellation);
                if (await campaigns.TryUpdateAsync(lapsed, [Submission.ToTell(campaign, ApprovalNoticeKind.Outcome)], cancellation: cancellation) is not null)
                    return new Look(Look.MovedOn) { Notice = lapsed.NoticeId(ApprovalNoticeKind.Outcome) };
            }
            else if (ApprovalTimetable.Next(campaign) is not var (at, kind) || at > now)
            {
                return Look.WaitForPeople(Look.Earlier(ApprovalTimetable.Next(campaign)?.At, Look.Earlier(SkipInstances.MissedAt(campaign), deadline)));
            }
            else if (await ToldAsync(campaign, kind, now, cancellation) is { } told)
            {
                return Look.WaitForPeople(now) with { Notice = told.NoticeId(kind, told.Reminders) };
            }
        }
    }

    /// <summary>Null when somebody was faster.</summary>
    private async Task<Campaign?> ToldAsync(Campaign campaign, ApprovalNoticeKind kind, DateTimeOffset now, CancellationToken cancellation)
    {
        var told = kind is ApprovalNoticeKind.Reminder ? ApprovalTimetable.Reminded(campaign, now) : await EscalatedAsync(campaign, now, cancellation);
        return await campaigns.TryUpdateAsync(StatusText.Explain(told), [Submission.ToTell(told, kind)], cancellation: cancellation);
    }

    private async Task<Campaign> EscalatedAsync(Campaign campaign, DateTimeOffset now, CancellationToken cancellation)
    {
        var workspace = await workspaces.ReadAsync(campaign.Workspace, cancellation);
        return campaign with { EscalatedAt = now, EscalatedTo = ApprovalRule.Escalated(workspace, campaign, await members.AllAsync(campaign.Workspace, cancellation)) };
    }

    private Campaign Lapsed(Campaign campaign) => StatusText.Explain(campaign with
    {
        Status = CampaignStatus.Cancelled,
        Schedule = campaign.Schedule?.Cancelled(),
        Approval = ApprovalState.Expired,
        UpdatedAt = clock.GetUtcNow(),
    });
}
