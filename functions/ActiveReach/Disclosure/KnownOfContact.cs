using ActiveReach.Audiences;
using ActiveReach.Audiences.Devices;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.InApp;
using ActiveReach.Lists;
using ActiveReach.Orders;
using ActiveReach.Outlets;
using ActiveReach.Replies;
using ActiveReach.Workspaces;

namespace ActiveReach.Disclosure;

/// <summary>What is kept of a person beside the profile, wherever it is kept: what may be long comes in pages.</summary>
public sealed class KnownOfContact(
    IConsentStore consents, DeviceRegister devices, InAppInbox inbox, ILedgerRows ledger, PersonalLinks links, IReplyStore replies, IEventStore events, IOrderStore orders, OutletDirectories outlets)
{
    private const int PageSize = 500;

    public async Task<IReadOnlyList<ChannelConsent>> ConsentsAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation) =>
        await consents.FindAsync(workspace, contact, cancellation) ?? [];

    /// <summary>All changes of consents, newest first.</summary>
    public Task<IReadOnlyList<ConsentChange>> ConsentChangesAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation) =>
        consents.ListChangesAsync(workspace, contact, cancellation);

    public async Task<IReadOnlyList<Device>> DevicesAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation) =>
        await devices.ListAsync(workspace, contact, cancellation) ?? [];

    /// <summary>What lies in the inbox of the workspace's app.</summary>
    public Task<IReadOnlyList<InAppMessage>> InboxAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation) => inbox.AllAsync(workspace, contact, cancellation);

    /// <summary>Sent and skipped ones, in the order they were planned.</summary>
    public async IAsyncEnumerable<IReadOnlyList<KnownMessage>> MessagesAsync(WorkspaceId workspace, ContactId contact)
    {
        LedgerAddress? after = null;
        while (await ledger.NextAsync(workspace, contact, after, PageSize) is { Count: > 0 } rows)
        {
            var known = new List<KnownMessage>(rows.Count);
            foreach (var row in rows)
                known.Add(new KnownMessage(row, await links.FindAsync(workspace, row.Address)));
            yield return known;
            after = rows[^1].Address;
        }
    }

    public IAsyncEnumerable<IReadOnlyList<Reply>> RepliesAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation) =>
        PagesAsync("at", query => replies.ThreadAsync(workspace, contact, query, cancellation));

    public IAsyncEnumerable<IReadOnlyList<ContactEvent>> EventsAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation) =>
        PagesAsync("time", query => events.ListAsync(workspace, new EventFilter(Contact: contact), query, cancellation));

    public IAsyncEnumerable<IReadOnlyList<Order>> OrdersAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation) =>
        PagesAsync("placedAt", async query => (await orders.ListAsync(workspace, new OrderFilter(Contact: contact), query, cancellation)).Page);

    /// <summary>What orders name.</summary>
    public Task<OutletDirectory> OutletsAsync(WorkspaceId workspace, CancellationToken cancellation) => outlets.OfAsync(workspace, cancellation);

    private static async IAsyncEnumerable<IReadOnlyList<T>> PagesAsync<T>(string sort, Func<PageQuery, Task<Page<T>>> read)
    {
        string? cursor = null;
        do
        {
            var page = await read(new PageQuery(PageSize, cursor, sort, Descending: false));
            yield return page.Items;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}

/// <param name="Links">Where links of it lead that are the contact's own; null where there are none.</param>
public sealed record KnownMessage(LedgerRow Row, IReadOnlyDictionary<int, string>? Links);
