using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Azure.Delivery.Conversions;
using ActiveReach.Azure.Orders;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Events;

/// <summary>The events and orders of contacts who come, merge and go.</summary>
/// <param name="conversions">Where people are marked whose conversions are to be credited anew; null where none are counted.</param>
public sealed class EventBelongings(CosmosAccount account, TimeProvider time, TableConversions? conversions = null) : IContactBelongings
{
    /// <summary>Names of one question.</summary>
    private const int MostNames = 500;

    public async Task<IReadOnlyCollection<ContactId>> AttachAsync(WorkspaceId workspace, IReadOnlyCollection<Contact> contacts)
    {
        if (await account.Events.FindAsync<Noted>(EventPlaces.OfAnyWaiting(workspace), default) is null)
            return [];
        // Of several with one address it is the one with the lowest id.
        var owners = new Dictionary<string, Contact>(StringComparer.Ordinal);
        foreach (var contact in contacts.OrderBy(contact => contact.Id))
        {
            foreach (var who in IdentitiesOf(contact))
                owners.TryAdd(EventPlaces.HashOf(who), contact);
        }

        return await GiveAsync(workspace, await WaitingAsync(workspace, owners.Keys), waiting => owners[waiting.Awaits!]);
    }

    public async Task MoveAsync(WorkspaceId workspace, ContactId gone, ContactId survivor)
    {
        await new OrderWriting(account, workspace, time).MoveAsync(gone, survivor);
        await new EventMoves(account, workspace, time).MoveAsync(await OfAsync(workspace, gone), _ => survivor, _ => MarkAsync(workspace, [survivor]));
    }

    public async Task EraseAsync(WorkspaceId workspace, Contact contact, IReadOnlyList<ContactId> ids, DateTimeOffset at)
    {
        var (orders, moves) = (new OrderWriting(account, workspace, time), new EventMoves(account, workspace, time));
        await moves.CloseAsync(await orders.EventsOfAsync(ids));
        await orders.ForgetAsync(ids);
        foreach (var id in ids)
            await moves.EraseAsync(await OfAsync(workspace, id));
        var waiting = await WaitingAsync(workspace, IdentitiesOf(contact).Select(EventPlaces.HashOf));
        await orders.ForgetAsync(waiting);
        await moves.EraseAsync(waiting);
    }

    /// <summary>Gives events that waited to those who have been found.</summary>
    /// <returns>Who has got an order by it.</returns>
    internal async Task<IReadOnlyCollection<ContactId>> GiveAsync(WorkspaceId workspace, IReadOnlyList<EventItem> waiting, Func<EventItem, Contact> to)
    {
        var owners = waiting.ToDictionary(each => each.Name, to, StringComparer.Ordinal);
        var customers = new HashSet<ContactId>();
        await new EventMoves(account, workspace, time).MoveAsync(waiting, each => owners[each.Name].Id, async moved =>
        {
            customers.UnionWith(moved.Where(each => OrderEvents.KindOf(each.Type) is not null).Select(each => each.Contact!.Value));
            await SettleAsync(workspace, moved.Select(each => (each, each.Contact == owners[each.Name].Id ? owners[each.Name].Outlet : null, (string?)null)));
        });
        return customers;
    }

    /// <summary>Does what follows from events: what they tell of orders, and that their people are to be credited anew. Again changes nothing.</summary>
    internal async Task SettleAsync(WorkspaceId workspace, IEnumerable<(EventItem Event, string? ContactOutlet, string? Currency)> kept)
    {
        var all = kept.ToList();
        var told = all.Select(each => ToldOrder.Of(each.Event, each.ContactOutlet, each.Currency)).OfType<ToldOrder>();
        var people = await new OrderWriting(account, workspace, time).RecordAsync(told);
        await MarkAsync(workspace, [.. people.Concat(all.Select(each => each.Event.Contact).OfType<ContactId>()).Distinct()]);
    }

    private async Task<IReadOnlyList<EventItem>> OfAsync(WorkspaceId workspace, ContactId contact) =>
        await new ItemList(account.Events, [Slices.Of(workspace, contact)], "c.place").Where("c.contact = @", contact.Value).AllAsync<EventItem>();

    private async Task<IReadOnlyList<EventItem>> WaitingAsync(WorkspaceId workspace, IEnumerable<string> identities)
    {
        var found = await Task.WhenAll(
            from slice in identities.GroupBy(hash => EventPlaces.SliceOf(workspace, hash))
            from some in slice.Chunk(MostNames)
            select new ItemList(account.Events, [slice.Key], "c.waiting").Where("ARRAY_CONTAINS(@, c.awaits)", some).AllAsync<EventItem>());
        return [.. found.SelectMany(some => some)];
    }

    private Task MarkAsync(WorkspaceId workspace, IReadOnlyCollection<ContactId> people) =>
        conversions is null || people.Count == 0 ? Task.CompletedTask : conversions.HearAsync(workspace, people);

    private static IEnumerable<EventIdentity> IdentitiesOf(Contact contact) => new (IdentityKind Kind, string? Value)[]
    {
        (IdentityKind.ExternalId, contact.ExternalId), (IdentityKind.Phone, contact.Phone), (IdentityKind.Email, contact.Email),
    }.Where(each => each.Value is not null).Select(each => new EventIdentity(each.Kind, each.Value!));
}
