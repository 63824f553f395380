using ActiveReach.Workspaces;

namespace ActiveReach.Inbox;

/// <summary>Something that came in from outside, as it came, before anything was made of it.</summary>
/// <param name="Source">Who reads it again: <see cref="Hit.Source"/> or a provider, e.g. <c>acs</c>; of an account of a workspace <c>acs@shop</c>.</param>
/// <param name="EventId">The sender's id of the event; the same one is kept once while it waits. Null where it has none.</param>
public sealed record InboxEvent(string Source, string? EventId, ReadOnlyMemory<byte> Payload, DateTimeOffset ReceivedAt)
{
    private const char Of = '@';

    /// <summary>The provider that reads it, or <see cref="Hit.Source"/>.</summary>
    public string Reader => Source.IndexOf(Of, StringComparison.Ordinal) is >= 0 and var end ? Source[..end] : Source;

    /// <summary>Whose account it came to: it is heard by that workspace alone. Null where it came to the app's own.</summary>
    public WorkspaceId? Workspace => Source.IndexOf(Of, StringComparison.Ordinal) is >= 0 and var end ? new WorkspaceId(Source[(end + 1)..]) : null;

    /// <summary>The source of what comes to an account of a workspace.</summary>
    public static string SourceOf(string provider, WorkspaceId workspace) => $"{provider}{Of}{workspace}";

    /// <summary>Where the request ran that brought it, for those who watch; null where nobody recorded.</summary>
    public string? Trace { get; init; }
}

/// <param name="Attempts">How often it could not be applied yet.</param>
public sealed record InboxEntry(long Id, InboxEvent Event, int Attempts);
