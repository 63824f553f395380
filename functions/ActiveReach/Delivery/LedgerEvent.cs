using ActiveReach.Ids;

namespace ActiveReach.Delivery;

/// <summary>Stored: never renumber.</summary>
public enum LedgerEventKind
{
    Delivered,
    Bounced,
    Failed,
    Opened,

    /// <summary>An open by a machine: counted apart.</summary>
    MachineOpened,
    Clicked,
    Replied,

    /// <summary>A reply or click that was an opt-out: excluded from the response figures.</summary>
    OptedOut,

    /// <summary>A click by a machine: counted apart.</summary>
    MachineClicked,

    /// <summary>A text that is neither a reply nor an opt-out, but no silence either: a request to stop until somebody has decided on it, START, HELP.</summary>
    Held,
}

/// <param name="Reason">For bounces and failures, machine-readable; for machines the rule that tells them from a person.</param>
public sealed record LedgerEvent(LedgerAddress Address, LedgerEventKind Kind, DateTimeOffset At, string? Reason = null);
