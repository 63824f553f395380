namespace ActiveReach.Campaigns.Moves;

/// <summary>What one move writes, all in one transaction.</summary>
/// <param name="Run">The run that changes with the campaign, if any.</param>
/// <param name="Intents">What must be started or rung because of it.</param>
internal sealed record CampaignChange(Campaign Campaign, Run? Run, IReadOnlyList<Intent> Intents)
{
    public static CampaignChange Of(Campaign campaign, params IReadOnlyList<Intent> intents) => new(campaign, null, intents);
}
