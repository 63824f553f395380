namespace ActiveReach.Entries;

/// <summary>Why an entry was cancelled. One that a goal cancelled has the name of the event.</summary>
public static class EntryReason
{
    /// <summary>The campaign was.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The campaign's last day was over before its hour.</summary>
    public const string Ended = "campaign_ended";

    /// <summary>It was found more than a day after its hour: the campaign was paused, or nothing ran.</summary>
    public const string TooLate = "too_late";
}
