using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Events;

/// <summary>Keeps the events of one request: their ids are taken first, by claims, then they are written, then follows what they mean for others. One that is sent
/// again has that done again, so what a crash has left undone is done before anybody is answered.</summary>
internal sealed class EventWriting(
    CosmosAccount account, CosmosContacts contacts, EventBelongings belongings, WorkspaceId workspace, OutletDirectory outlets, DateTimeOffset receivedAt, TimeProvider time)
{
    private readonly string request = Guid.NewGuid().ToString("N");
    private readonly Dictionary<string, EventItem> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> erased = new(StringComparer.Ordinal);
    private readonly Dictionary<EventIdentity, Contact?> owners = [];

    public async Task<EventsAdded> AddAsync(IReadOnlyList<ReceivedEvent> events)
    {
        var once = events.Select((received, index) => (Event: received, Index: index)).DistinctBy(each => each.Event.Id, StringComparer.Ordinal).ToList();
        while (true)
        {
            var claims = new ItemSet(account.Events, time);
            await LookAsync(claims, [.. once.Select(each => each.Event.Id)]);
            var fresh = once.FindAll(each => !known.ContainsKey(each.Event.Id) && !erased.Contains(each.Event.Id));
            await FindOwnersAsync([.. fresh.Select(each => each.Event.Who)]);
            var strangers = fresh.FindAll(each => each.Event.Who.Kind is IdentityKind.ContactId && owners[each.Event.Who] is null);
            if (strangers.Count > 0)
                return new EventsAdded(0, 0, 0) { Strangers = [.. strangers.Select(each => each.Index)] };
            if (!await TryKeepAsync(claims, fresh))
                continue;
            var own = once.FindAll(each => known.TryGetValue(each.Event.Id, out var item) && item.Request == request);
            await SettleAsync(once.ConvertAll(each => each.Event));
            return new EventsAdded(own.Count, events.Count - own.Count, own.Count(each => owners[each.Event.Who] is null));
        }
    }

    /// <summary>What became of these ids. One that was taken for an event that isn't there is free: whoever took it has died before it was written.</summary>
    private async Task LookAsync(ItemSet items, IReadOnlyList<string> ids)
    {
        await items.LoadAsync<EventClaim>(ids.Select(id => EventPlaces.OfClaim(workspace, id)));
        var places = new Dictionary<string, ItemPlace>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (await items.FindAsync<EventClaim>(EventPlaces.OfClaim(workspace, id)) is not { } claim)
                continue;
            if (claim.Slice is { } slice)
                places[id] = new ItemPlace(slice, EventPlaces.ItemId(id));
            else
                erased.Add(id);
        }

        await items.LoadAsync<EventItem>(places.Values);
        foreach (var (id, place) in places)
        {
            if (await items.FindAsync<EventItem>(place) is { } found)
                known[id] = found;
        }
    }

    private async Task FindOwnersAsync(IReadOnlyCollection<EventIdentity> who)
    {
        var book = contacts.Book(workspace);
        var wanted = who.Distinct().ToList();
        if (wanted.Count > 1)
            await book.PrepareAsync(Values(IdentityKind.ExternalId), [.. Values(IdentityKind.Phone), .. Values(IdentityKind.Email)]);
        foreach (var each in wanted)
            owners[each] = await OwnerAsync(book, each);

        List<string> Values(IdentityKind kind) => [.. wanted.Where(each => each.Kind == kind).Select(each => each.Value)];
    }

    /// <summary>Null when nobody has the identity; of several people with one address the one with the lowest id.</summary>
    private async Task<Contact?> OwnerAsync(ContactBook book, EventIdentity who) => who.Kind switch
    {
        IdentityKind.ContactId => ContactId.TryParse(who.Value, out var id) ? await contacts.LivingAsync(book, id) : null,
        IdentityKind.ExternalId => (await book.NamedAsync(who.Value)).Contact,
        _ => (await book.WithAddressAsync(who.Value)) is [var first, ..] ? first : null,
    };

    private async Task<bool> TryKeepAsync(ItemSet claims, IReadOnlyList<(ReceivedEvent Event, int Index)> fresh)
    {
        var items = new ItemSet(account.Events, time);
        var written = new List<EventItem>();
        foreach (var (received, index) in fresh)
        {
            var owner = owners[received.Who];
            var place = owner is null ? EventPlaces.OfWaiting(workspace, received.Who, received.Id) : EventPlaces.Of(workspace, owner.Id, received.Id);
            written.Add(ItemOf(received, index, owner) with { Id = place.Id, Partition = place.Partition });
            claims.Put(EventPlaces.OfClaim(workspace, received.Id), new EventClaim { Slice = place.Partition });
            items.Put(place, written[^1]);
        }

        if (!await claims.TryWriteAsync())
            return false;
        if (written.Exists(each => each.Awaits is not null) && await account.Events.FindAsync<Noted>(EventPlaces.OfAnyWaiting(workspace), default) is null)
        {
            var any = new ItemSet(account.Events, time);
            any.Put(EventPlaces.OfAnyWaiting(workspace), new Noted());
            await any.TryWriteAsync();
        }

        if (!await items.TryWriteAsync())
            return false;
        written.ForEach(each => known[each.Name] = each);
        return true;
    }

    private EventItem ItemOf(ReceivedEvent received, int index, Contact? owner)
    {
        var place = EventItem.PlaceOf(received.At, receivedAt, index, received.Id);
        return new EventItem
        {
            Name = received.Id,
            Type = received.Type,
            Contact = owner?.Id,
            At = received.At.ToUnixTimeMilliseconds(),
            Outlet = received.Location is { } text && outlets.Version > 0 ? outlets.Resolve(text) : received.Location,
            Content = received.Content,
            ReceivedAt = receivedAt.ToUnixTimeMilliseconds(),
            Place = place,
            Request = request,
            Who = owner is null ? received.Who : null,
            Awaits = owner is null ? EventPlaces.HashOf(received.Who) : null,
            Waiting = owner is null ? EventItem.PlaceOf(receivedAt, received.At, index, received.Id) : null,
        };
    }

    private async Task SettleAsync(IReadOnlyList<ReceivedEvent> events)
    {
        var kept = events.Where(each => known.ContainsKey(each.Id)).Select(each => (Item: known[each.Id], each.Currency)).ToList();
        var book = contacts.Book(workspace);
        await book.ReadAsync(kept.Select(each => each.Item.Contact).OfType<ContactId>().Distinct());
        var told = new List<(EventItem, string?, string?)>();
        foreach (var (item, currency) in kept)
            told.Add((item, item.Contact is { } contact ? (await book.FindAsync(contact))?.Outlet : null, currency));
        await belongings.SettleAsync(workspace, told);
        await LookAgainAsync(kept.ConvertAll(each => each.Item));

        // Who ordered may belong to another outlet now.
        var customers = kept.Where(each => outlets.Placement.AsksForOrders && OrderEvents.KindOf(each.Item.Type) is not null).Select(each => each.Item.Contact).OfType<ContactId>().ToHashSet();
        if (customers.Count > 0)
            await contacts.RenewOutletsAsync(workspace, customers, receivedAt);
    }

    /// <summary>Somebody may have come, merged or gone while their events were written.</summary>
    private async Task LookAgainAsync(IReadOnlyList<EventItem> kept)
    {
        var book = contacts.Book(workspace);
        foreach (var (who, _) in owners.Where(each => each.Value is null))
        {
            if (await OwnerAsync(book, who) is { } owner)
                await belongings.GiveAsync(workspace, [.. kept.Where(each => each.Who == who)], _ => owner);
        }

        var people = owners.Values.OfType<Contact>().DistinctBy(contact => contact.Id).ToList();
        await book.ReadAsync(people.ConvertAll(contact => contact.Id));
        foreach (var contact in people)
        {
            var now = await book.FindAsync(contact.Id);
            if (now is null)
                await belongings.EraseAsync(workspace, contact, [contact.Id], receivedAt);
            else if (now.Id != contact.Id)
                await belongings.MoveAsync(workspace, contact.Id, now.Id);
        }
    }
}
