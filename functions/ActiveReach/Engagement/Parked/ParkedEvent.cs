namespace ActiveReach.Engagement.Parked;

/// <summary>An event that nothing could be made of, kept for a person to look at.</summary>
/// <param name="Reason">What it waited for, machine-readable.</param>
public sealed record ParkedEvent(long Id, InboxEvent Event, string Reason);
