using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Events;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Events;

/// <summary>Events on Cosmos DB, each in the slice of its contact. Their ids are claims beside them (<see cref="EventWriting"/>).</summary>
/// <param name="time">Of the system: pauses between tries.</param>
public sealed class CosmosEvents(CosmosAccount account, CosmosContacts contacts, EventBelongings belongings, TimeProvider time, OutletDirectories? outlets = null) : IEventStore
{
    public async Task<EventsAdded> AddAsync(WorkspaceId workspace, IReadOnlyList<ReceivedEvent> events, DateTimeOffset receivedAt, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var now = outlets is null ? OutletDirectory.Empty : await outlets.OfAsync(workspace, cancellation);
        return await new EventWriting(account, contacts, belongings, workspace, now, receivedAt, time).AddAsync(events);
    }

    public async Task<Page<ContactEvent>> ListAsync(WorkspaceId workspace, EventFilter filter, PageQuery query, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var slices = filter.Contact is { } contact ? [Slices.Of(workspace, contact)] : Slices.Of(workspace);
        var page = await new ItemList(account.Events, slices, "c.place")
            .Where("c.contact = @", filter.Contact?.Value)
            .Where("c.type = @", filter.Type)
            .Where("c.at >= @", filter.From?.ToUnixTimeMilliseconds())
            .Where("c.at < @", filter.To?.ToUnixTimeMilliseconds())
            .PageAsync<EventItem>(query, cancellation);
        return new Page<ContactEvent>([.. page.Items.Select(item => item.Read())], page.NextCursor, page.Total);
    }

    public async Task<int> RemoveOldAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var old = await new ItemList(account.Events, Slices.Of(workspace), "c.place").Where("c.at < @", before.ToUnixTimeMilliseconds()).FirstAsync<EventItem>(limit, cancellation);
        await new EventMoves(account, workspace, time).RemoveAsync(old);
        return old.Count;
    }

    public async Task<int> ForgetPendingAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiting = await new ItemList(account.Events, Slices.Of(workspace), "c.waiting").Where("c.receivedAt < @", before.ToUnixTimeMilliseconds()).FirstAsync<EventItem>(limit, cancellation);
        await new EventMoves(account, workspace, time).ForgetAsync(waiting);
        return waiting.Count;
    }
}
