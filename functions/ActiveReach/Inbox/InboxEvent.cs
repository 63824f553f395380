
namespace ActiveReach.Inbox;

/// <summary>Something that came in from outside, as it came, before anything was made of it.</summary>
/// <param name="Source">Who reads it again: <see cref="Hit.Source"/> or a provider, e.g. <c>acs</c>.</param>
/// <param name="EventId">The sender's id of the event; the same one is kept once while it waits. Null where it has none.</param>
public sealed record InboxEvent(string Source, string? EventId, ReadOnlyMemory<byte> Payload, DateTimeOffset ReceivedAt)
{
    /// <summary>Where the request ran that brought it, for those who watch; null where nobody recorded.</summary>
    public string? Trace { get; init; }
}

/// <param name="Attempts">How often it could not be applied yet.</param>
public sealed record InboxEntry(long Id, InboxEvent Event, int Attempts);
