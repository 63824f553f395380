using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.InApp;

/// <summary>For each inbox the hour from which on something in it may be over: messages lie with their contacts, so that nobody could find old ones without a note of whose they are.
/// A note stands before the first message does, and goes when the inbox was found empty twice, a day apart: whoever brings a message writes a note that is marked empty anew, and
/// none is under way for a day.</summary>
internal sealed class InboxEnds(IDocuments documents)
{
    private static readonly TimeSpan Between = TimeSpan.FromDays(1);

    private static readonly DocumentKind<InboxEnd> Kind = new DocumentKind<InboxEnd>("inbox-end", end => end.Contact.ToString()).By("at", end => end.At);

    /// <summary>Sees to it that somebody looks into the inbox by then.</summary>
    public async Task NoteAsync(WorkspaceId workspace, ContactId contact, DateTimeOffset at, CancellationToken cancellation)
    {
        var partition = PartitionOf(workspace);
        DocumentChange change;
        do
        {
            var there = await documents.FindAsync(Kind, partition, contact.ToString(), cancellation);
            if (there is { Value: { IsEmpty: false } known } && known.At <= at)
                return;
            var end = new InboxEnd(contact, there is { Value: var other } && other.At < at ? other.At : at, false);
            change = there is null ? Kind.Add(end) : Kind.Replace(end, there.ETag);
        }
        while (!await documents.TryAsync(partition, change, cancellation));
    }

    /// <summary>Inboxes in which something may be over, those first that have waited longest.</summary>
    public async Task<IReadOnlyList<Stored<InboxEnd>>> DueAsync(WorkspaceId workspace, DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        var due = Kind.In(PartitionOf(workspace)) with { Where = [FieldCondition.Within("at", null, now)], OrderBy = "at", Limit = limit };
        return (await documents.QueryAsync(Kind, due, cancellation)).Items;
    }

    /// <summary>Somebody has looked: the next time is when the next message is over. A note that was written meanwhile stays as it is.</summary>
    /// <param name="next">Null for an inbox that is empty.</param>
    public Task LookedAsync(WorkspaceId workspace, Stored<InboxEnd> seen, DateTimeOffset? next, DateTimeOffset now, CancellationToken cancellation) => documents.TryAsync(
        PartitionOf(workspace),
        next is { } at ? Kind.Replace(seen.Value with { At = at, IsEmpty = false }, seen.ETag)
            : seen.Value.IsEmpty ? Kind.Delete(seen)
            : Kind.Replace(seen.Value with { At = now + Between, IsEmpty = true }, seen.ETag),
        cancellation);

    public Task ForgetAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation) => documents.TryAsync(PartitionOf(workspace), Kind.Delete(contact.ToString()), cancellation);

    private static string PartitionOf(WorkspaceId workspace) => workspace.PartitionOf("inboxes");
}

/// <param name="At">When something in it may be over.</param>
/// <param name="IsEmpty">It was found empty.</param>
internal sealed record InboxEnd(ContactId Contact, DateTimeOffset At, bool IsEmpty);
