using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Reviews;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Runs.Recurring;
using ActiveReach.TemplateLibrary;
using ActiveReach.Workspaces;

namespace ActiveReach.Runs;

/// <summary>Looks whether the vendor has approved the templates of a submission. Where it rejects one the campaign is a draft again, with its reason;
/// where it says nothing in time, the campaign is cancelled and never sent late; a recurring one skips the instances whose time comes before.</summary>
public sealed class CheckReview(CampaignRecords campaigns, TemplateReviews reviews, DeriveStatus derive, SkipInstances skip, TimeProvider clock)
{
    /// <summary>A ring may get lost.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    public async Task<Look> LookAsync(WorkspaceId workspace, CampaignId id, int submission, CancellationToken cancellation = default)
    {
        while (true)
        {
            var campaign = await campaigns.FindAsync(workspace, id, cancellation);
            if (campaign is null || campaign.Submission != submission)
                return new Look(Look.MovedOn);
            if (campaign.Status is not CampaignStatus.InReview)
                return new Look(campaign.Status is CampaignStatus.Draft or CampaignStatus.NeedsApproval or CampaignStatus.Cancelled ? Look.MovedOn : Look.GoOn);
            if (await skip.MissedAsync(campaign, cancellation) is not { } standing || standing != campaign)
                continue;

            var (now, verdict) = (clock.GetUtcNow(), await reviews.VerdictAsync(campaign, cancellation));
            var deadline = campaign.ReviewExpiresAt ?? now + LongestSleep;
            var after = verdict.State switch
            {
                TemplateState.Approved => Passed(campaign),
                TemplateState.Rejected => Rejected(campaign, verdict),
                _ when now >= deadline => Lapsed(campaign),
                _ => null,
            };
            if (after is null)
                return Look.WaitUntil(Look.Earlier(SkipInstances.MissedAt(campaign), Look.Earlier(deadline, now + LongestSleep)));
            var told = await derive.OfAsync(StatusText.Explain(after with { UpdatedAt = now }), cancellation);
            if (await campaigns.TryUpdateAsync(told, cancellation: cancellation) is not null)
                return new Look(verdict.State is TemplateState.Approved ? Look.GoOn : Look.MovedOn);
        }
    }

    private static Campaign Passed(Campaign campaign) =>
        campaign.To(CampaignMove.PassReview, campaign.StatusBySchedule) with { Review = ReviewState.Passed };

    private static Campaign Rejected(Campaign campaign, ReviewVerdict verdict) => campaign.To(CampaignMove.FailReview, CampaignStatus.Draft) with
    {
        Schedule = campaign.Schedule?.Ended(),
        Review = ReviewState.Rejected,
        ReviewReason = $"The template '{verdict.Template!.Name}' (version {verdict.Template.Version}) was rejected: {verdict.Reason}",
    };

    private static Campaign Lapsed(Campaign campaign) => campaign.To(CampaignMove.Lapse, CampaignStatus.Cancelled) with
    {
        Schedule = campaign.Schedule?.Cancelled(),
        Review = ReviewState.Expired,
    };
}
