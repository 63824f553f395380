using ActiveReach.Channels;

namespace ActiveReach.Outlets;

/// <summary>What came of a change of an outlet.</summary>
/// <param name="Sender">The channel whose sender is taken.</param>
public readonly record struct OutletChange(OutletOutcome Outcome, Channel? Sender = null)
{
    public static implicit operator OutletChange(OutletOutcome outcome) => new(outcome);
}

public enum OutletOutcome
{
    Done,

    /// <summary>Changed or removed since it was read.</summary>
    Stale,

    NameTaken,
    ExternalIdTaken,

    /// <summary>The sender belongs to another workspace.</summary>
    SenderTaken,

    TooMany,
}
