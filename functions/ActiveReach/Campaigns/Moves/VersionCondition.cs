using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Moves;

/// <summary>The version that a caller's change is meant for (<c>If-Match</c>).</summary>
/// <param name="Version">Null: the caller named one that this campaign never had.</param>
/// <param name="Yours">What the caller sent, for the answer to a conflict.</param>
public sealed record VersionCondition(int? Version, object? Yours = null)
{
    /// <exception cref="StaleVersionException">With both versions.</exception>
    internal void Check(Campaign campaign)
    {
        if (campaign.Version != Version)
            throw new StaleVersionException(CampaignView.Of(campaign), CampaignView.Tag(campaign), Yours);
    }
}
