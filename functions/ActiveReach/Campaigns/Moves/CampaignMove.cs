namespace ActiveReach.Campaigns.Moves;

/// <summary>Everything that can happen to a campaign: what people do, and what happens by itself.</summary>
public enum CampaignMove
{
    Edit,
    Submit,
    Schedule,
    Launch,
    Approve,
    Reject,
    Withdraw,
    Pause,
    Resume,
    Cancel,
    Delete,

    /// <summary>Nobody approved in time, or no vendor its templates.</summary>
    Lapse,

    /// <summary>The vendor has approved its templates.</summary>
    PassReview,

    /// <summary>The vendor has rejected one of them.</summary>
    FailReview,

    /// <summary>The time has come.</summary>
    Begin,

    /// <summary>Every recipient is settled.</summary>
    Settle,

    /// <summary>The reply window is over.</summary>
    Complete,

    Fail,
}
