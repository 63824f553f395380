using System.Text.Json;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Azure.Events;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Inputs;
using ActiveReach.Orders;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Orders;

/// <summary>What an event says of an order.</summary>
/// <param name="Currency">Of an order of which no event names one.</param>
internal sealed record ToldOrder(string Order, OrderFact Fact, string? Currency)
{
    /// <summary>Null for events that aren't about orders.</summary>
    /// <param name="contactOutlet">Of the event's person.</param>
    public static ToldOrder? Of(EventItem told, string? contactOutlet, string? currency)
    {
        if (OrderEvents.KindOf(told.Type) is not { } kind || told.Content is not { } content)
            return null;
        using var json = JsonDocument.Parse(content);
        return OrderEvents.Read(kind, told.Name, InputValue.Of(json.RootElement)) is { } words
            ? new(words.OrderId, new OrderFact(told.Name, kind, told.Time, words.Amount, words.Currency) { Contact = told.Contact, Location = told.Outlet, ContactOutlet = contactOutlet }, currency)
            : null;
    }
}

/// <summary>Keeps the orders of a workspace in step with the events that tell of them. Each order is written by its ETag; a fact stands in it once,
/// however often it is told.</summary>
internal sealed class OrderWriting(CosmosAccount account, WorkspaceId workspace, TimeProvider time)
{
    /// <summary>Notes what events say; of one that is noted, at most whose it is.</summary>
    /// <returns>Everybody of whom these orders tell.</returns>
    public Task<IReadOnlyCollection<ContactId>> RecordAsync(IEnumerable<ToldOrder> told)
    {
        var byOrder = told.ToLookup(each => each.Order, StringComparer.Ordinal);
        return ChangeAsync([.. byOrder.Select(order => order.Key)], (id, known) => byOrder[id].Aggregate(known, With));
    }

    /// <summary>The ids of the events that told of these people's orders.</summary>
    public async Task<IReadOnlyList<string>> EventsOfAsync(IReadOnlyList<ContactId> people) =>
        [.. (await OfAsync(people)).SelectMany(order => order.Facts).Where(fact => IsOf(fact, people)).Select(fact => fact.EventId)];

    /// <summary>Unlinks people from their orders: amounts and outlets stay, of the events that told of them the hashes of their ids.</summary>
    public async Task ForgetAsync(IReadOnlyList<ContactId> people) =>
        await ChangeAsync([.. (await OfAsync(people)).Select(order => order.Name)], (_, order) => Change(order, fact => IsOf(fact, people) ? Forgotten(fact) : fact));

    /// <summary>Forgets the ids of events of somebody who never turned up.</summary>
    public Task ForgetAsync(IEnumerable<EventItem> events)
    {
        var byOrder = events.Select(each => ToldOrder.Of(each, null, null)).OfType<ToldOrder>().ToLookup(each => each.Order, each => each.Fact.EventId, StringComparer.Ordinal);
        return ChangeAsync([.. byOrder.Select(order => order.Key)], (id, order) => Change(order, fact => byOrder[id].Contains(fact.EventId) ? Forgotten(fact) : fact));
    }

    public async Task MoveAsync(ContactId gone, ContactId survivor) =>
        await ChangeAsync([.. (await OfAsync([gone])).Select(order => order.Name)], (_, order) => Change(order, fact => fact.Contact == gone ? fact with { Contact = survivor } : fact));

    private async Task<IReadOnlyList<OrderItem>> OfAsync(IReadOnlyList<ContactId> people)
    {
        var found = await Task.WhenAll(people.Select(contact =>
            new ItemList(account.Orders, Slices.Of(workspace), "c.places.placedAt").Where("ARRAY_CONTAINS(c.people, @)", contact.Value).AllAsync<OrderItem>()));
        return [.. found.SelectMany(some => some).DistinctBy(order => order.Name)];
    }

    /// <returns>Everybody of whom these orders tell.</returns>
    private async Task<IReadOnlyCollection<ContactId>> ChangeAsync(IReadOnlyCollection<string> ids, Func<string, OrderItem?, OrderItem?> change)
    {
        var (people, places) = (new HashSet<ContactId>(), ids.ToDictionary(id => OrderItem.PlaceIn(workspace, id)));
        await account.Orders.ChangeAsync<OrderItem>(time, places.Keys, (place, known) =>
        {
            var after = change(places[place], known);
            people.UnionWith(after?.People ?? []);
            return after;
        });
        return people;
    }

    private static OrderItem? With(OrderItem? order, ToldOrder told)
    {
        if (order is null)
            return new OrderItem { Name = told.Order, Facts = [], Currency = told.Currency }.Of([told.Fact]);
        var known = order.Facts.FirstOrDefault(fact => fact.EventId == told.Fact.EventId);
        if (known is null)
            return order.Of([.. order.Facts, told.Fact]);
        return known.Contact is null && told.Fact.Contact is not null
            ? Change(order, fact => fact == known ? known with { Contact = told.Fact.Contact, ContactOutlet = told.Fact.ContactOutlet } : fact)
            : order;
    }

    private static OrderItem? Change(OrderItem? order, Func<OrderFact, OrderFact> change)
    {
        var facts = order?.Facts.Select(change).ToList();
        return facts is null || facts.SequenceEqual(order!.Facts) ? order : order.Of(facts);
    }

    private static bool IsOf(OrderFact fact, IReadOnlyList<ContactId> people) => fact.Contact is { } contact && people.Contains(contact);

    private static OrderFact Forgotten(OrderFact fact) => fact with { EventId = Slices.HashOf(fact.EventId), Contact = null };
}
