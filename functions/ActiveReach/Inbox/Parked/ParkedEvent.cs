using ActiveReach.Inbox;

namespace ActiveReach.Inbox.Parked;

/// <summary>An event that nothing could be made of yet, kept for a person to look at.</summary>
/// <param name="Reason">What it waits for, machine-readable; see <see cref="ParkedReason"/>.</param>
/// <param name="Attempts">How often it could not be applied.</param>
/// <param name="NextTry">Null when it is parked: it is not tried again by itself.</param>
public sealed record ParkedEvent(long Id, InboxEvent Event, string Reason, int Attempts, DateTimeOffset? NextTry);
