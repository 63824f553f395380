namespace ActiveReach.Campaigns.Moves;

/// <summary>What one move writes, all in one commit.</summary>
/// <param name="Intents">What must be started or rung because of it.</param>
/// <param name="Details">For the audit trail, where the move alone doesn't tell it.</param>
internal sealed record CampaignChange(Campaign Campaign, IReadOnlyList<Intent> Intents, string? Details = null)
{
    public static CampaignChange Of(Campaign campaign, params IReadOnlyList<Intent> intents) => new(campaign, intents);
}
