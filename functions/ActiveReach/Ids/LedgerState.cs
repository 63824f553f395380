namespace ActiveReach.Ids;

/// <summary>Where one message to one contact on one channel stands. Numbers are stored: never renumber.</summary>
public enum LedgerState
{
    /// <summary>Nothing has been asked of a provider yet, also while a worker has its batch.</summary>
    Planned = 0,

    /// <summary>Committed just before the provider is called: after a crash only these rows are in doubt.</summary>
    Calling = 2,

    /// <summary>The provider has taken the message.</summary>
    Handed = 3,

    Delivered = 4,
    Bounced = 5,
    Failed = 6,
    Skipped = 7,

    /// <summary>The call's outcome is unknown and may no longer be repeated; a report of the provider settles it.</summary>
    Uncertain = 8,
}
