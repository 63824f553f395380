using ActiveReach.Ids;
using System.Globalization;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Which doorbells wake the orchestration of a campaign in the state it is in. One more than needed does no harm.</summary>
internal static class Bells
{
    public static IReadOnlyList<Intent> Of(Campaign campaign, Run? run) =>
        [.. Names(campaign, run).Select(name => Intent.ToRing(campaign.OrchestrationId, name, campaign.Revision.ToString(CultureInfo.InvariantCulture)))];

    private static string[] Names(Campaign campaign, Run? run) => campaign.Status switch
    {
        CampaignStatus.NeedsApproval => [Doorbell.Approval],
        CampaignStatus.InReview or CampaignStatus.Scheduled => [Doorbell.Start],
        CampaignStatus.Sending or CampaignStatus.Paused => [Doorbell.Stage(run?.Stage ?? 0), Doorbell.Experiment],
        CampaignStatus.Active => [Doorbell.ReplyWindow],
        _ => [],
    };
}
