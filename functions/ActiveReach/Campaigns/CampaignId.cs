namespace ActiveReach.Campaigns;

/// <summary>A campaign's id: <c>cmp_</c> and 20 characters.</summary>
public readonly record struct CampaignId(string Value)
{
    public override string ToString() => Value;
}
