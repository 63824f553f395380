namespace ActiveReach.Consent.Suppressions;

/// <summary>Reasons that the product itself puts on the suppression list; people and files give their own.</summary>
public static class SuppressionReason
{
    /// <summary>A contact with the address said stop.</summary>
    public const string OptedOut = "opted_out";

    /// <summary>The word STOP came from a number that no contact has.</summary>
    public const string Keyword = "keyword";

    /// <summary>The mailbox doesn't exist or takes no mail.</summary>
    public const string HardBounce = "hard_bounce";

    public const string Erased = "erased";

    /// <summary>Those that are the person's own word; others a yes of theirs that somebody records doesn't lift.</summary>
    public static IReadOnlyCollection<string> OwnWords { get; } = [OptedOut, Keyword];
}
