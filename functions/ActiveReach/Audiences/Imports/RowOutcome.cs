using ActiveReach.Ids;

namespace ActiveReach.Audiences.Imports;

/// <summary>What became of a row.</summary>
/// <param name="Reason">Why it was refused, with the remedy; null otherwise.</param>
public readonly record struct RowOutcome(RowResult Result, string? Reason = null)
{
    public static RowOutcome ThereAlready(ContactId contact) =>
        new(RowResult.Refused, $"This contact is there already, as {contact}. Import with mode=upsert to update it.");
}

public enum RowResult
{
    /// <summary>Somebody new.</summary>
    Created,

    Updated,

    /// <summary>It says nothing that wasn't known: the contact stays as it is, with its version.</summary>
    Unchanged,

    Refused,
}
