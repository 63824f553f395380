using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Merges;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.InApp;

/// <summary>The inboxes of all contacts, each in a partition of its own. A message is there once, whatever becomes of the call that brings it: its id is made of
/// its key, and a dismissed one stays, unseen, so that it doesn't come again.</summary>
public sealed class InAppInbox(IDocuments documents, IContactStore contacts, InboxBells bells, TimeProvider clock) : IErasureStep, IMergeStep
{
    /// <summary>How long a message is kept that names no end.</summary>
    public static readonly TimeSpan LongestKept = TimeSpan.FromDays(90);

    /// <summary>Pinned ones stand above all that any time could bring.</summary>
    private const double Above = 1e15;

    private static readonly DocumentKind<InAppMessage> Kind = new DocumentKind<InAppMessage>("inbox-message", message => message.Id)
        .By("place", message => IsShown(message) ? (FieldValue?)((message.IsPinned ? Above : 0) + message.SentAt.ToUnixTimeMilliseconds()) : null)
        .By("sent", message => IsShown(message) ? (FieldValue?)message.SentAt : null)
        .By("unread", message => IsShown(message) && message.ReadAt is null ? (FieldValue?)"yes" : null)
        .By("until", message => message.ExpiresAt);

    private readonly InboxEnds ends = new(documents);

    public static string IdOf(string key) => $"iam_{DocumentKey.IdOf(key)[..20]}";

    /// <summary>Stores a message, unless it is there already.</summary>
    /// <returns>False when there is no such contact any more.</returns>
    public async Task<bool> AddAsync(WorkspaceId workspace, ContactId contact, InAppMessage message, CancellationToken cancellation = default)
    {
        var partition = PartitionOf(workspace, contact);
        await ends.NoteAsync(workspace, contact, message.ExpiresAt, cancellation);
        await documents.TryAsync(partition, Kind.Add(message), cancellation);
        bells.Ring(partition);

        // Erased or merged while it was under way: the erasure or the merge may not have seen it.
        var owner = (await contacts.FindAsync(workspace, contact, CancellationToken.None))?.Id;
        if (owner is null)
            await EmptyAsync(workspace, contact, CancellationToken.None);
        else if (owner.Value != contact)
            await MoveAsync(workspace, contact, owner.Value, clock.GetUtcNow(), CancellationToken.None);
        return owner is not null;
    }

    /// <summary>Pinned ones first, then the newest; without what was dismissed or is over.</summary>
    public async Task<Page<InAppMessage>> ListAsync(WorkspaceId workspace, ContactId contact, PageQuery page, CancellationToken cancellation = default)
    {
        var query = page.Ask(Kind.In(PartitionOf(workspace, contact)), "place", NotOver());
        return (await documents.QueryAsync(Kind, query, cancellation)).ToPage();
    }

    public async Task<long> UnreadAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default) =>
        (await documents.QueryAsync(Kind, Kind.In(PartitionOf(workspace, contact)) with { Where = [FieldCondition.Is("unread", "yes"), NotOver()], Limit = 1, Counts = true }, cancellation)).Count ?? 0;

    /// <summary>When the newest one that is shown was sent; null where there is none.</summary>
    public async Task<DateTimeOffset?> NewestAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default)
    {
        var query = Kind.In(PartitionOf(workspace, contact)) with { Where = [NotOver()], OrderBy = "sent", Descending = true, Limit = 1 };
        return (await documents.QueryAsync(Kind, query, cancellation)).Items is [var newest] ? newest.Value.SentAt : null;
    }

    /// <summary>Ends when something may have come in.</summary>
    public Task NextAsync(WorkspaceId workspace, ContactId contact) => bells.NextAsync(PartitionOf(workspace, contact));

    /// <summary>Changes a message that is shown; one change is enough, however often it is asked for.</summary>
    /// <returns>The message as it is then; null when there is none.</returns>
    public async Task<InAppMessage?> ChangeAsync(WorkspaceId workspace, ContactId contact, string id, Func<InAppMessage, InAppMessage> change, CancellationToken cancellation = default)
    {
        var partition = PartitionOf(workspace, contact);
        while (id.Length is > 0 and <= DocumentLimits.LongestId && await documents.FindAsync(Kind, partition, id, cancellation) is { } stored)
        {
            if (!IsShown(stored.Value) || stored.Value.ExpiresAt <= clock.GetUtcNow())
                return null;
            var changed = change(stored.Value);
            if (changed == stored.Value || await documents.TryAsync(partition, Kind.Replace(changed, stored.ETag), cancellation))
                return changed;
        }

        return null;
    }

    /// <summary>Whether there is, or was, such a message, as long as it is kept.</summary>
    public async Task<bool> HasAsync(WorkspaceId workspace, ContactId contact, string id, CancellationToken cancellation = default) =>
        id.Length is > 0 and <= DocumentLimits.LongestId && await documents.FindAsync(Kind, PartitionOf(workspace, contact), id, cancellation) is not null;

    /// <summary>All that is kept, for the person.</summary>
    public Task<IReadOnlyList<InAppMessage>> AllAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default) =>
        documents.AllAsync(Kind, Kind.In(PartitionOf(workspace, contact)), cancellation);

    /// <summary>Removes what is over, whoever has it; dismissed ones too, which stay so long that none of them comes again.</summary>
    /// <returns>Inboxes that were looked into.</returns>
    public async Task<int> RemoveOldAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default)
    {
        var due = await ends.DueAsync(workspace, before, limit, cancellation);
        foreach (var end in due)
        {
            var all = Kind.In(PartitionOf(workspace, end.Value.Contact));
            await documents.DeleteAllAsync(all with { Where = [FieldCondition.Within("until", null, before)] }, cancellation);
            var next = (await documents.QueryAsync(Kind, all with { OrderBy = "until", Limit = 1 }, cancellation)).Items;
            await ends.LookedAsync(workspace, end, next is [var first] ? first.Value.ExpiresAt : null, clock.GetUtcNow(), cancellation);
        }

        return due.Count;
    }

    public Task EraseAsync(WorkspaceId workspace, Contact contact, CancellationToken cancellation = default) => EmptyAsync(workspace, contact.Id, cancellation);

    public async Task MoveAsync(WorkspaceId workspace, ContactId from, ContactId to, DateTimeOffset at, CancellationToken cancellation = default)
    {
        foreach (var message in await AllAsync(workspace, from, cancellation))
        {
            await ends.NoteAsync(workspace, to, message.ExpiresAt, cancellation);
            await documents.TryAsync(PartitionOf(workspace, to), Kind.Add(message), cancellation);
            await documents.TryAsync(PartitionOf(workspace, from), Kind.Delete(message.Id), cancellation);
        }

        bells.Ring(PartitionOf(workspace, to));
    }

    private async Task EmptyAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation)
    {
        await documents.DeleteAllAsync(Kind.In(PartitionOf(workspace, contact)), cancellation);
        await ends.ForgetAsync(workspace, contact, cancellation);
    }

    private FieldCondition NotOver() => FieldCondition.Within("until", clock.GetUtcNow() + TimeSpan.FromMilliseconds(1), null);

    private static bool IsShown(InAppMessage message) => message.DismissedAt is null;

    private static string PartitionOf(WorkspaceId workspace, ContactId contact) => workspace.PartitionOf(contact.ToString());
}
