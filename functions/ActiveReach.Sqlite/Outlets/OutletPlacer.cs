using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Orders;
using ActiveReach.Values;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Outlets;

/// <summary>Puts contacts of one workspace to their outlets, inside one transaction.</summary>
internal sealed class OutletPlacer
{
    private const string Move = "UPDATE contacts SET outlet = ?2, outlet_folded = ?3, outlet_by = ?4, version = version + 1, updated_at = ?5 WHERE id = ?1";

    private readonly WriteSession session;
    private readonly OutletDirectory outlets;
    private readonly FieldValues values;

    private OutletPlacer(WriteSession session, WorkspaceKey key, OutletDirectory outlets)
    {
        this.session = session;
        values = new FieldValues(session, key);
        this.outlets = outlets;
    }

    /// <summary>Null while the workspace never had an outlet: contacts keep what they say.</summary>
    public static OutletPlacer? Of(WriteSession session, WorkspaceKey key, OutletDirectory outlets) => outlets.Version == 0 ? null : new OutletPlacer(session, key, outlets);

    /// <summary>Whether somebody new with this draft may come to an outlet.</summary>
    public bool Concerns(ContactDraft draft) => draft[ContactFields.Outlet] is not null || (draft[ContactFields.Lat] is not null && outlets.Placement.AsksForPosition);

    /// <summary>The contact at its outlet, before it is written.</summary>
    /// <param name="before">As it is stored; null for a new one.</param>
    public Contact Place(Contact? before, Contact after)
    {
        if (before is not null && (before.Outlet, before.OutletBy, before.Lat, before.Lon) == (after.Outlet, after.OutletBy, after.Lat, after.Lon))
            return after;
        var (outlet, by) = outlets.Placement.Place(after.Outlet, after.OutletBy, after.Lat, after.Lon, () => before is null ? null : LastOrder.OutletOf(session, after.Id, outlets.Placement.Knows));
        return after with { Outlet = outlet, OutletBy = by };
    }

    /// <summary>Puts a stored contact to its outlet, after it ordered or the outlets changed. True when that is another one.</summary>
    public bool Renew(PlacedContact contact, DateTimeOffset at)
    {
        var (outlet, by) = outlets.Placement.Place(contact.Outlet, contact.By, contact.Lat, contact.Lon, () => LastOrder.OutletOf(session, contact.Id, outlets.Placement.Knows));
        if (outlet == contact.Outlet && by == contact.By)
            return false;
        values.Move(contact.Id, contact.Outlet, outlet);
        session.Prepare(Move).Bind(1, contact.Id.Value).Bind(2, outlet).Bind(3, outlet is null ? null : Folding.Fold(outlet)).Bind(4, (int)by).Bind(5, at).Execute();
        return true;
    }

    /// <inheritdoc cref="Renew(PlacedContact, DateTimeOffset)"/>
    public bool Renew(ContactId id, DateTimeOffset at) =>
        outlets.Placement.AsksForOrders
        && session.Prepare($"SELECT {PlacedContact.Columns} FROM contacts WHERE id = ?1").Bind(1, id.Value).First(PlacedContact.Read) is { } contact
        && Renew(contact, at);

    /// <summary>The id of the outlet that a text names, else the text.</summary>
    public string Resolve(string location) => outlets.Resolve(location);
}

/// <summary>What of a stored contact decides its outlet.</summary>
internal sealed record PlacedContact(ContactId Id, string? Outlet, OutletSource By, double? Lat, double? Lon)
{
    public const string Columns = "id, outlet, outlet_by, lat, lon";

    public static PlacedContact Read(Statement row) => new(
        new ContactId(row.GetInt64(0)),
        row.GetNullableString(1),
        (OutletSource)row.GetInt32(2),
        row.IsNull(3) ? null : row.GetDouble(3),
        row.IsNull(4) ? null : row.GetDouble(4));
}
