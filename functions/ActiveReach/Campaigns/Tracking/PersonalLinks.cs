using ActiveReach.Channels;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Tracking;

/// <summary>Where links lead that are made of a contact's fields, as they came out when the message was sent: what becomes of the contact later
/// changes nothing of it, but that erasure takes it away. Kept per message that has such links, and of no other.</summary>
public sealed class PersonalLinks(IDocuments documents)
{
    private static readonly DocumentKind<Kept> Kind = new("personal-links", kept => kept.Message);

    /// <summary>To be called before the messages are handed over, and for each at its first try only: a repeated call may be refused as one
    /// that was taken already.</summary>
    public async Task KeepAsync(WorkspaceId workspace, RunId run, IEnumerable<OutgoingMessage> messages, CancellationToken cancellation = default)
    {
        var personal = messages.Where(message => message.PersonalLinks is not null).Select(message => Kind.Put(new Kept(message.Tag, message.PersonalLinks!)));
        foreach (var changes in personal.Chunk(IDocuments.MostChanges))
            await documents.CommitAsync(workspace.PartitionOf(run.Value), changes, cancellation);
    }

    /// <summary>By number of the link; null when nothing is kept: the message has no such links, or the contact was erased.</summary>
    public async Task<IReadOnlyDictionary<int, string>?> FindAsync(WorkspaceId workspace, LedgerAddress message, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Kind, workspace.PartitionOf(message.Run.Value), message.ToString(), cancellation))?.Value.Places;

    /// <summary>Removes what is kept of the messages.</summary>
    public async Task EraseAsync(WorkspaceId workspace, IEnumerable<LedgerAddress> messages, CancellationToken cancellation = default)
    {
        foreach (var ofRun in messages.GroupBy(message => message.Run))
        {
            foreach (var some in ofRun.Chunk(IDocuments.MostChanges))
                await documents.CommitAsync(workspace.PartitionOf(ofRun.Key.Value), [.. some.Select(message => Kind.Delete(message.ToString()))], cancellation);
        }
    }

    /// <param name="Message">Its place in the ledger.</param>
    /// <param name="Places">By number of the link.</param>
    private sealed record Kept(string Message, IReadOnlyDictionary<int, string> Places);
}
