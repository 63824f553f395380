namespace ActiveReach.Engagement.Machines;

public enum VisitKind
{
    Open,
    Click,
}

/// <summary>Somebody, or something, asked for an address of a message.</summary>
/// <param name="Agent">As it names itself; null when it doesn't.</param>
/// <param name="IsHead">Asked for the head alone.</param>
/// <param name="IsPrefetch">Said that nobody has asked for it yet.</param>
public readonly record struct Visit(VisitKind Kind, string? Agent, bool IsHead = false, bool IsPrefetch = false);
