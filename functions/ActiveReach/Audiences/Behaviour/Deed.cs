namespace ActiveReach.Audiences.Behaviour;

/// <summary>What somebody may have done with a campaign's message. The same names mean the same in figures, in lists of recipients, in
/// segments and in whatever is made of them; docs/figures.md has them side by side.</summary>
public enum Deed
{
    /// <summary>A carrier took the message, whatever became of it then; <c>sent</c> in figures.</summary>
    Received,

    /// <summary>By a person: what a machine opens is counted apart.</summary>
    Opened,

    /// <summary>By a person, as with opens.</summary>
    Clicked,

    /// <summary>Within the reply window, and no opt-out; what a person has to read first is none until they have decided.</summary>
    Replied,

    /// <summary>Got it (received, and neither bounced nor failed) in a run whose reply window is over, and neither clicked nor replied nor opted out
    /// in it, nor wrote anything else (a request that somebody has to read, START, HELP).</summary>
    Ignored,

    /// <summary>The campaign's conversion event came within its window, and no other message touched them later (docs/figures.md).</summary>
    Converted,

    /// <summary>The carrier reported that it arrived.</summary>
    Delivered,
}
