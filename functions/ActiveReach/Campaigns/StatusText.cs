using ActiveReach.Campaigns.Standing;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;

namespace ActiveReach.Campaigns;

/// <summary>Says in words where a campaign stands and what anybody must do, for the states that people's moves lead to.</summary>
internal static class StatusText
{
    public static string Label(CampaignStatus status) => status switch
    {
        CampaignStatus.NeedsApproval => "Needs approval",
        CampaignStatus.InReview => "In review",
        CampaignStatus.Active => "Sent",
        _ => status.ToString(),
    };

    /// <summary>A move begins anew: what was expected before it counts no more.</summary>
    public static Campaign Explain(Campaign campaign) => Explained(campaign with { ExpectedEnd = null });

    private static Campaign Explained(Campaign campaign) => campaign.Status switch
    {
        CampaignStatus.Draft when campaign is { Review: ReviewState.Rejected, ReviewReason: { } reason } => campaign with
        {
            StatusReason = reason,
            NextAction = "Change the template and submit it to review, then submit the campaign again.",
        },
        CampaignStatus.Draft when campaign.Approval is ApprovalState.Rejected => campaign with
        {
            StatusReason = $"{campaign.DecidedBy} rejected it{(string.IsNullOrWhiteSpace(campaign.DecisionComment) ? "." : $": {campaign.DecisionComment}")}",
            NextAction = "Change what was asked for and submit it again.",
        },
        CampaignStatus.Draft when campaign.Approval is ApprovalState.Withdrawn => campaign with
        {
            StatusReason = $"{campaign.SubmittedBy} took it back before it was decided on.",
            NextAction = "Finish the draft, then submit it again.",
        },
        CampaignStatus.Draft => campaign with { StatusReason = "Not submitted yet.", NextAction = "Finish the draft, then submit or launch it." },
        CampaignStatus.NeedsApproval => campaign with
        {
            StatusReason = $"Waits for {WaitsFor(campaign)}; without {(campaign.ApprovalsNeeded > 1 ? "them" : "an approval")} by {campaign.ApprovalExpiresAt:u} it is cancelled, never sent late.{(Next(campaign) is { } next ? $" {next} {Missed(campaign)}" : "")}",
            NextAction = campaign.ApprovalsNeeded > 1 ? "Those of the approvers who have not decided do." : "One of the approvers approves or rejects it.",
        },
        CampaignStatus.InReview => campaign with
        {
            StatusReason = $"Waits for the provider's review of {string.Join(" and ", campaign.Templates.Select(template => $"the template '{template.Name}' (version {template.Version})"))}; without a verdict by {campaign.ReviewExpiresAt:u} it is cancelled, never sent late."
                + $"{(Next(campaign) is { } next ? $" {next} {Missed(campaign)}" : "")}",
            NextAction = null,
        },
        CampaignStatus.Scheduled or CampaignStatus.Active or CampaignStatus.Paused or CampaignStatus.Cancelled when StandingText.Of(campaign) is { } standing => standing,
        CampaignStatus.Scheduled => campaign with
        {
            StatusReason = Next(campaign) ?? (campaign.StartsAt is { } start ? $"Starts at {start:u}{Intent(campaign.Definition.Schedule)}." : "Starts at once."),
            NextAction = null,
        },
        CampaignStatus.Paused => campaign with
        {
            StatusReason = $"Paused: no further run starts.{(Next(campaign) is { } next ? $" {next} {Missed(campaign)}" : "")}",
            NextAction = "Resume it, or cancel what has not been sent.",
        },
        CampaignStatus.Cancelled when campaign.Approval is ApprovalState.Expired => campaign with
        {
            StatusReason = (campaign.ApprovalsNeeded > 1 ? $"It needed {campaign.ApprovalsNeeded} approvals and was not approved in time" : "Nobody approved it in time")
                + $", so {(campaign.RunsStarted == 0 ? "it was not sent" : "nothing more goes out")}.",
            NextAction = "Duplicate it, choose a new time and submit it again.",
        },
        CampaignStatus.Cancelled when campaign.Review is ReviewState.Expired => campaign with
        {
            StatusReason = $"The provider gave no verdict on its template in time, so {(campaign.RunsStarted == 0 ? "it was not sent" : "nothing more goes out")}.",
            NextAction = "Duplicate it, choose a new time and submit it again.",
        },
        CampaignStatus.Cancelled => campaign with { StatusReason = campaign.RunsStarted == 0 ? "Cancelled before anything was sent." : "Cancelled: nothing more goes out.", NextAction = null },
        _ => campaign,
    };

    private static string WaitsFor(Campaign campaign)
    {
        var asked = campaign.Asked();
        if (campaign.ApprovalsNeeded == 1)
            return string.Join(" or ", asked);
        var all = $"{campaign.ApprovalsNeeded} approvals of {string.Join(", ", asked)}";
        return campaign.Approvals.Count == 0 ? all : $"{all} ({string.Join(", ", campaign.Approvals.Select(yes => yes.Member))} {(campaign.Approvals.Count == 1 ? "has" : "have")} approved it)";
    }

    /// <summary>The same for a campaign as its runs say.</summary>
    /// <param name="telling">The run that has the campaign's status, if one has.</param>
    /// <param name="latest">The last that was started or skipped.</param>
    public static Campaign Explain(Campaign campaign, Run? telling, Run? latest)
    {
        var told = telling is null ? Explain(campaign with { AwaitsDecision = false }) : campaign with
        {
            StatusReason = campaign is { Status: CampaignStatus.Complete, Schedule.Series.Done: var done } ? $"It has had its instances, {done} of them. {telling.StatusReason}"
                : Next(campaign) is { } next ? $"{telling.StatusReason} {next}" : telling.StatusReason,
            NextAction = telling.NextAction,
            ExpectedEnd = telling.ExpectedEnd,
            AwaitsDecision = telling.AwaitsDecision,
        };
        return latest is { Status: RunStatus.Skipped } skipped && told.HasMoreToCome
            ? told with { StatusReason = $"{told.StatusReason} {skipped.StatusReason}", NextAction = told.NextAction ?? skipped.NextAction }
            : told;
    }

    /// <summary>The same for a run that somebody has moved.</summary>
    public static Run Explain(Run run) => Explained(run with { ExpectedEnd = null });

    private static Run Explained(Run run) => run.Status switch
    {
        RunStatus.Paused => run with
        {
            StatusReason = "Paused: nothing more is handed over, and nobody is lost or sent to twice.",
            NextAction = "Resume it, or cancel what has not been sent.",
        },
        RunStatus.Sending when run.AwaitsDecision => Undecided(run),
        RunStatus.Sending => run with { StatusReason = "Messages are being handed to the carriers.", NextAction = null },
        RunStatus.Cancelled => run with { StatusReason = "Cancelled: whoever had not been sent to by then is not.", NextAction = null },
        _ => run,
    };

    public static Run Undecided(Run run) => run with
    {
        StatusReason = run.Verdict is { Decision: Verdict.ByOutlet } byOutlet ? byOutlet.Reason : "The test has no clear winner, and the campaign is to hold then.",
        NextAction = run.Verdict is { Decision: Verdict.ByOutlet } ? "Choose the variant for everybody else in these outlets, at once or one by one." : "Choose the variant for everybody else.",
        ExpectedEnd = null,
    };

    /// <summary>Null where no further instance is to come.</summary>
    private static string? Next(Campaign campaign) =>
        campaign.Schedule is { Series: not null, NextAt: { } next } ? $"The next instance goes out at {next:u}{Intent(campaign.Definition.Schedule)}." : null;

    /// <summary>What becomes of an instance that must wait.</summary>
    private static string Missed(Campaign campaign) => campaign.Definition.Schedule?.Recurrence is { Missed: MissedInstance.CatchUp }
        ? "One whose time is over by then goes out as soon as it can."
        : "One whose time is over by then is skipped.";

    private static string Intent(Schedule? schedule) => (schedule?.Recurrence?.At ?? schedule?.At, schedule?.Timezone) switch
    {
        ({ } at, "recipient") => $" with those whose clocks show {at} first",
        ({ } at, "outlet") => $" with the outlets whose clocks show {at} first",
        ({ } at, { } zone) => $" ({at} in {zone})",
        _ => "",
    };
}
