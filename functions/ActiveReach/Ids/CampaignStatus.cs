namespace ActiveReach.Ids;

/// <summary>Where a campaign stands (decision C-2).</summary>
public enum CampaignStatus
{
    Draft,
    NeedsApproval,

    /// <summary>A message template waits for the provider's review.</summary>
    InReview,
    Scheduled,
    Sending,
    Paused,

    /// <summary>Handed to carriers; the reply window is open.</summary>
    Active,
    Complete,
    Failed,
    Cancelled,
}
