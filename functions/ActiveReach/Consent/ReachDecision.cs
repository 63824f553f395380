namespace ActiveReach.Consent;

/// <summary>Whether, and when, a contact may be reached.</summary>
/// <param name="Reason">Null when the contact may be reached now, else the reason that the ledger records; see <see cref="SkipReason"/>.</param>
/// <param name="Rule">The name of the rule that stands in the way, where one has a name.</param>
/// <param name="NotBefore">When the contact may be reached; null when now, or not at all.</param>
public readonly record struct ReachDecision(string? Reason, string? Rule = null, DateTimeOffset? NotBefore = null)
{
    public bool IsAllowed => Reason is null;

    /// <summary>Nothing but the hour stands in the way.</summary>
    public bool Waits => NotBefore is not null;

    /// <summary>Now or at a later hour.</summary>
    public bool IsReached => IsAllowed || Waits;
}
