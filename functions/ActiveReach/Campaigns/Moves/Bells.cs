using System.Globalization;
using ActiveReach.Ids;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Which doorbells wake an orchestration in the state that a campaign or a run is in. One more than needed does no harm.</summary>
internal static class Bells
{
    public static IReadOnlyList<Intent> Of(Campaign campaign) => campaign.Status switch
    {
        CampaignStatus.NeedsApproval => Ring(campaign.OrchestrationId, campaign.Revision, Doorbell.Approval),
        CampaignStatus.InReview => Ring(campaign.OrchestrationId, campaign.Revision, Doorbell.Review),
        _ when campaign.HasMoreToCome => Ring(campaign.OrchestrationId, campaign.Revision, Doorbell.Start),
        _ => [],
    };

    public static IReadOnlyList<Intent> Of(Run run) => run.Status switch
    {
        RunStatus.Prepared or RunStatus.Planning or RunStatus.Sending or RunStatus.Paused =>
            Ring(run.Orchestration, run.Revision, Doorbell.Stage(run.Stage), Doorbell.Experiment),
        RunStatus.Active => Ring(run.Orchestration, run.Revision, Doorbell.ReplyWindow),
        _ => [],
    };

    private static IReadOnlyList<Intent> Ring(string orchestration, long revision, params string[] doorbells) =>
        [.. doorbells.Select(doorbell => Intent.ToRing(orchestration, doorbell, revision.ToString(CultureInfo.InvariantCulture)))];
}
