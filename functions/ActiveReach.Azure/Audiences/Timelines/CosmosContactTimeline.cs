using System.Globalization;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Timelines;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Orders;
using ActiveReach.Replies;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences.Timelines;

/// <summary>Timelines out of the stores that keep what happened to somebody: each is asked by the contact, so the size of the workspace doesn't matter. A life is short
/// enough to be read as a whole; where one kind is asked for, only its store is.</summary>
public sealed class CosmosContactTimeline(
    CosmosContacts contacts, IConsentStore consents, ILedger ledger, ILedgerRows rows, IReplyStore replies, IEventStore events, IOrderStore orders) : IContactTimeline
{
    public async Task<Page<TimelineEntry>?> ReadAsync(WorkspaceId workspace, ContactId contact, TimelineKind? kind, string? cursor, int limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var seen = PageCursor.Read(cursor, 3) is { } parts
            ? (PageCursor.Number(cursor, parts[0]), (int)PageCursor.Number(cursor, parts[1]), parts[2])
            : default((long At, int Kind, string Place)?);
        if (await contacts.PersonAsync(workspace, contact, cancellation) is not ({ } person, var ids))
            return null;
        var all = (await AllAsync(workspace, person, ids, kind, cancellation)).FindAll(each => kind is null || each.Entry.Kind == kind);
        all.Sort((one, other) => Compare(other.Key, one.Key));
        var page = all.Where(each => seen is not { } last || Compare(each.Key, last) < 0).Take(limit + 1).ToList();
        var next = page.Count > limit ? page[limit - 1].Key : default((long At, int Kind, string Place)?);
        return new Page<TimelineEntry>([.. page.Take(limit).Select(each => each.Entry)], next is var (at, of, place) ? PageCursor.Write(Text(at), Text(of), place) : null, all.Count);
    }

    private async Task<List<PlacedEntry>> AllAsync(WorkspaceId workspace, Contact person, IReadOnlyList<ContactId> ids, TimelineKind? kind, CancellationToken cancellation)
    {
        var all = new List<PlacedEntry>();
        if (kind is null or TimelineKind.Consent)
            all.AddRange(await ConsentsAsync(workspace, person, cancellation));
        if (kind is null or TimelineKind.Replied)
            all.AddRange((await PersonPages.AllAsync(ids, Newest("at"), (id, query) => replies.ThreadAsync(workspace, id, query, cancellation))).Select(TimelineParts.Of));
        if (kind is null or TimelineKind.Event)
            all.AddRange((await events.AllAsync(workspace, ids, cancellation)).Select(TimelineParts.Of));
        if (kind is null or TimelineKind.Order)
            all.AddRange((await PersonPages.AllAsync(ids, Newest("placedAt"), async (id, query) => (await orders.ListAsync(workspace, new OrderFilter(Contact: id), query, cancellation)).Page)).Select(TimelineParts.Of));
        if (kind is null or not (TimelineKind.Consent or TimelineKind.Replied or TimelineKind.Event or TimelineKind.Order))
            all.AddRange(await MessagesAsync(workspace, ids, cancellation));
        return all;
    }

    private async Task<IEnumerable<PlacedEntry>> MessagesAsync(WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation)
    {
        var entries = new List<PlacedEntry>();
        foreach (var some in (await rows.AllAsync(workspace, ids, cancellation)).GroupBy(row => row.Address.Run))
        {
            if (await ledger.FindRunAsync(some.Key, cancellation) is { } run)
                entries.AddRange(some.SelectMany(row => TimelineParts.Of(row, run.StartedAt)));
        }

        return entries;
    }

    /// <summary>The contact's own words, and each no that came through another contact with the address.</summary>
    private async Task<IEnumerable<PlacedEntry>> ConsentsAsync(WorkspaceId workspace, Contact person, CancellationToken cancellation)
    {
        var changes = await consents.ListChangesAsync(workspace, person.Id, cancellation);
        var own = changes.Select((change, index) => TimelineParts.Consent(change.Channels, change.State, new ConsentEvidence(change.Source, change.At, change.Proof), (changes.Count - index).ToString("D9", CultureInfo.InvariantCulture)));
        var (book, others) = (contacts.Book(workspace), new List<PlacedEntry>());
        foreach (var address in ContactBook.AddressesOf(person))
        {
            foreach (var no in (await book.AddressAsync(address, cancellation)).Record.Refusals.Where(each => each.Contact != person.Id))
                others.Add(TimelineParts.Consent([.. no.Channels], ConsentState.OptedOut, no.Evidence, $"a{AddressHash.Of(address)}{no.Topic}{no.Contact.Value}"));
        }

        return own.Concat(others);
    }

    private static PageQuery Newest(string sort) => new(PageQuery.MaxLimit, null, sort, true);

    private static int Compare((long At, int Kind, string Place) one, (long At, int Kind, string Place) other) => (one.At, one.Kind).CompareTo((other.At, other.Kind)) is not 0 and var order ? order : string.CompareOrdinal(one.Place, other.Place);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
