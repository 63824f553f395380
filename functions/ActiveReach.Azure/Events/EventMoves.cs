using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Events;

/// <summary>Brings events to their contact's slice, and takes them away. There is no transaction over slices: an event says first whose it is going to be, is written
/// there, and goes here last, so that whoever comes after a crash finds it here and goes on.</summary>
internal sealed class EventMoves(CosmosAccount account, WorkspaceId workspace, TimeProvider time)
{
    private const int Together = 500;

    /// <param name="to">Whose they are from now on.</param>
    /// <param name="settle">What is to be done before they go from where they were.</param>
    public async Task MoveAsync(IReadOnlyList<EventItem> events, Func<EventItem, ContactId> to, Func<IReadOnlyList<EventItem>, Task> settle)
    {
        foreach (var some in events.Chunk(Together))
        {
            while (!await TryMoveAsync(some, to, settle))
            {
                // Somebody else has changed one: it is looked at anew.
            }
        }
    }

    /// <summary>Removes events, and lets their ids be taken anew.</summary>
    public Task RemoveAsync(IReadOnlyList<EventItem> events) => RemoveAsync(events, claim => null);

    /// <summary>Removes events; their ids stay taken, as hashes.</summary>
    public async Task EraseAsync(IReadOnlyList<EventItem> events)
    {
        await CloseAsync([.. events.Select(each => each.Name)]);
        await RemoveAsync(events, claim => claim);
    }

    /// <summary>Forgets whom events were about whom nobody was found for, and what they said.</summary>
    public Task ForgetAsync(IReadOnlyList<EventItem> waiting) =>
        ChangeAsync<EventItem>(waiting.Select(each => each.Lies), (_, known) => known is { Awaits: not null, Heir: null } ? known.Unawaited() with { Content = null } : known);

    /// <summary>From now on nothing is kept under these ids.</summary>
    public async Task CloseAsync(IReadOnlyList<string> ids)
    {
        // One that was closed is left alone.
        foreach (var some in ids.Chunk(Together))
            await ChangeAsync<EventClaim>(some.Select(id => EventPlaces.OfClaim(workspace, id)), (_, claim) => claim is { Slice: null } ? claim : new EventClaim());
    }

    private async Task RemoveAsync(IReadOnlyList<EventItem> events, Func<EventClaim?, EventClaim?> left)
    {
        foreach (var some in events.Chunk(Together))
        {
            await ChangeAsync<EventItem>(some.Select(each => each.Lies), (_, _) => null);
            await ChangeAsync<EventClaim>(some.Select(each => EventPlaces.OfClaim(workspace, each.Name)), (_, claim) => left(claim));
        }
    }

    private async Task<bool> TryMoveAsync(EventItem[] events, Func<EventItem, ContactId> to, Func<IReadOnlyList<EventItem>, Task> settle)
    {
        var here = new ItemSet(account.Events, time);
        await here.LoadAsync<EventItem>(events.Select(each => each.Lies));
        var moved = new List<EventItem>();
        foreach (var place in events.Select(each => each.Lies))
        {
            if (await here.FindAsync<EventItem>(place) is not { } found)
                continue;
            moved.Add(found with { Heir = found.Heir ?? to(found) });
            if (found.Heir is null)
                here.Put(place, moved[^1]);
        }

        if (!await here.TryWriteAsync())
            return false;
        var there = new ItemSet(account.Events, time);
        var away = moved.FindAll(each => each.Lies != TargetOf(each));
        await there.LoadAsync<EventItem>(away.Select(TargetOf));
        foreach (var each in away)
        {
            if (await there.FindAsync<EventItem>(TargetOf(each)) is null)
                there.Put(TargetOf(each), each.Of(each.Heir!.Value));
        }

        if (!await there.TryWriteAsync())
            return false;
        var slices = away.ToDictionary(each => EventPlaces.OfClaim(workspace, each.Name), each => TargetOf(each).Partition);
        await ChangeAsync<EventClaim>(slices.Keys, (place, claim) => (claim ?? new EventClaim()) with { Slice = slices[place] });
        await settle([.. moved.Select(each => each.Of(each.Heir!.Value))]);
        await ChangeAsync<EventItem>(moved.Select(each => each.Lies), (place, known) => known is not { Heir: { } heir } ? known : TargetOf(known) == place ? known.Of(heir) : null);
        return true;
    }

    private Task ChangeAsync<T>(IEnumerable<ItemPlace> places, Func<ItemPlace, T?, T?> change)
        where T : Item => account.Events.ChangeAsync(time, [.. places], change);

    private ItemPlace TargetOf(EventItem item) => EventPlaces.Of(workspace, item.Heir!.Value, item.Name);
}
