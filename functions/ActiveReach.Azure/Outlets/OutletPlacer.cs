using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Outlets;

/// <summary>Puts contacts of one workspace to their outlets while they are written. There is no transaction over outlets and contacts: whoever has written looks
/// afterwards whether the outlets are others by now, and puts them anew then.</summary>
/// <param name="outlets">Null where there are none: contacts keep what they say.</param>
internal sealed class OutletPlacer(WorkspaceId workspace, OutletDirectories? outlets, IContactOrders? orders)
{
    private readonly HashSet<ContactId> placed = [];
    private OutletDirectory? now;

    /// <summary>Those who were put to outlets of a moment that has passed.</summary>
    public async Task<IReadOnlyCollection<ContactId>> OutdatedAsync() => placed.Count > 0 && (await outlets!.OfAsync(workspace)).Version != now!.Version ? placed : [];

    /// <summary>The contact at its outlet, before it is written.</summary>
    /// <param name="before">As it is stored; null for a new one.</param>
    public async Task<Contact> PlaceAsync(Contact? before, Contact after)
    {
        var isAsBefore = before is null ? (after.Outlet, after.Lat) is (null, null) : (before.Outlet, before.OutletBy, before.Lat, before.Lon) == (after.Outlet, after.OutletBy, after.Lat, after.Lon);
        if (isAsBefore)
            return after;
        IReadOnlyCollection<Contact> known = before is null ? [] : [after];
        return At(after, await NowAsync(), await LocationsAsync(known));
    }

    /// <summary>Stored contacts at their outlets, after they ordered or the outlets changed; those who are there already come back as they are.</summary>
    public async Task<IReadOnlyList<Contact>> RenewAsync(IReadOnlyCollection<Contact> contacts)
    {
        var (directory, locations) = (await NowAsync(), await LocationsAsync(contacts));
        return [.. contacts.Select(contact => At(contact, directory, locations))];
    }

    private Contact At(Contact contact, OutletDirectory directory, IReadOnlyDictionary<ContactId, IReadOnlyList<string>> locations)
    {
        if (outlets is null)
            return contact;
        placed.Add(contact.Id);
        if (directory.Version == 0)
            return contact;
        var (outlet, by) = directory.Placement.Place(contact.Outlet, contact.OutletBy, contact.Lat, contact.Lon, () => locations.GetValueOrDefault(contact.Id, []).FirstOrDefault(directory.Placement.Knows));
        return outlet == contact.Outlet && by == contact.OutletBy ? contact : contact with { Outlet = outlet, OutletBy = by };
    }

    private async Task<OutletDirectory> NowAsync() => now ??= outlets is null ? OutletDirectory.Empty : await outlets.OfAsync(workspace);

    /// <summary>Where they ordered, of those for whom that may decide.</summary>
    private async Task<IReadOnlyDictionary<ContactId, IReadOnlyList<string>>> LocationsAsync(IReadOnlyCollection<Contact> contacts)
    {
        var asked = contacts.Where(contact => contact is not { OutletBy: OutletSource.Explicit, Outlet: not null }).Select(contact => contact.Id).ToList();
        return orders is null || asked.Count == 0 || !(await NowAsync()).Placement.AsksForOrders ? new Dictionary<ContactId, IReadOnlyList<string>>() : await orders.LocationsAsync(workspace, asked);
    }
}
