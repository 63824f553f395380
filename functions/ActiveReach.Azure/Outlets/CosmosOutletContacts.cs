using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Outlets;

/// <summary>The contacts of outlets on Cosmos DB. Pages are put to the outlets as they are, which are those that the caller knows, or newer.</summary>
public sealed class CosmosOutletContacts(CosmosAccount account, CosmosContacts contacts) : IOutletContacts
{
    public async Task<PlacedContacts> PlaceAsync(WorkspaceId workspace, OutletDirectory outlets, long after, int limit, DateTimeOffset at, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (outlets.Version == 0)
            return default;
        var page = await contacts.NextAsync(workspace, new ContactId(after), limit, cancellation);
        return new PlacedContacts(page.Count > 0 ? page[^1].Id.Value : null, page.Count, await contacts.RenewOutletsAsync(workspace, page, at));
    }

    public async Task<IReadOnlyDictionary<OutletSource, long>> CountAsync(WorkspaceId workspace, OutletId? outlet = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var where = new ContactWhere();
        if (outlet is { } one)
            where.Text = $"{AskedOf.Path(AskedOf.Name(ActiveReach.Audiences.Contacts.ContactFields.Outlet))} = {where.Parameter(Folding.Fold(one.Value))}";
        var counts = Enum.GetValues<OutletSource>().ToDictionary(source => source, _ => 0L);
        var slices = await Task.WhenAll(ContactPlaces.PartitionsOf(workspace).Select(slice => CountAsync(slice, where, cancellation)));
        foreach (var (source, many) in slices.SelectMany(slice => slice))
            counts[source] += many;
        return counts;
    }

    private async Task<List<(OutletSource Source, long Many)>> CountAsync(string slice, ContactWhere where, CancellationToken cancellation)
    {
        var counts = new List<(OutletSource, long)>();
        var query = where.Bind($"SELECT c.outletBy, COUNT(1) AS many FROM c WHERE IS_DEFINED(c.n) AND {where.Text} GROUP BY c.outletBy");
        await foreach (var each in account.Contacts.AskAsync(slice, query, cancellation: cancellation))
            counts.Add(((OutletSource)each.GetProperty("outletBy").GetInt32(), each.GetProperty("many").GetInt64()));
        return counts;
    }
}
