using ActiveReach.Ids;

namespace ActiveReach.Campaigns.Submissions;

/// <summary>When those who are asked are reminded, and when others are asked besides: shares of the time that the decision may take, so that a new
/// send time moves them with it. What has been told is counted on the campaign, so that each is told once.</summary>
public static class ApprovalTimetable
{
    /// <summary>What comes next and when; null when the campaign waits for nothing but the decision.</summary>
    public static (DateTimeOffset At, ApprovalNoticeKind Kind)? Next(Campaign campaign)
    {
        if (campaign is not { Status: CampaignStatus.NeedsApproval, SubmittedAt: { } asked, ApprovalExpiresAt: { } ends })
            return null;
        var rule = campaign.Definition.Approval ?? new ApprovalDefinition();
        (DateTimeOffset, ApprovalNoticeKind)? reminder = rule.Reminders.Skip(campaign.Reminders).FirstOrDefault() is > 0 and var share ? (At(share), ApprovalNoticeKind.Reminder) : null;
        (DateTimeOffset, ApprovalNoticeKind)? escalation = rule.Escalation is { } up && campaign.EscalatedAt is null ? (At(up.After), ApprovalNoticeKind.Escalation) : null;
        return reminder is { } one && escalation is { } other ? one.Item1 < other.Item1 ? reminder : escalation : reminder ?? escalation;

        DateTimeOffset At(double share) => asked + ((ends - asked) * share);
    }

    /// <summary>The campaign once all reminders that are due have been told as one: whoever was away gets one, not a heap.</summary>
    public static Campaign Reminded(Campaign campaign, DateTimeOffset now)
    {
        do
            campaign = campaign with { Reminders = campaign.Reminders + 1 };
        while (Next(campaign) is (var at, ApprovalNoticeKind.Reminder) && at <= now);
        return campaign;
    }
}

/// <summary>What members are told of a submission, each by mail and in the app.</summary>
public enum ApprovalNoticeKind
{
    /// <summary>To the approvers: they are asked.</summary>
    Request,

    /// <summary>To those of them who have not decided.</summary>
    Reminder,

    /// <summary>To those who are asked besides, because nothing was decided.</summary>
    Escalation,

    /// <summary>To who submitted it: how it was decided, or that nobody did in time.</summary>
    Outcome,
}
