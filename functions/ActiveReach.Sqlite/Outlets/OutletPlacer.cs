using System.Runtime.CompilerServices;
using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Problems;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Orders;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Outlets;

/// <summary>Puts contacts of one workspace to their outlets, inside one transaction. Outlets and rule are kept from transaction to
/// transaction while they don't change, so that all it costs is one look at their versions.</summary>
internal sealed class OutletPlacer
{
    private const string Versions = """
        SELECT a.name, o.version, w.version FROM audience_workspaces AS a
        JOIN outlet_assignments AS o ON o.workspace = a.name
        LEFT JOIN workspaces AS w ON w.id = a.name
        WHERE a.key = ?1
        """;

    private const string Move = "UPDATE contacts SET outlet = ?2, outlet_folded = ?3, outlet_by = ?4, version = version + 1, updated_at = ?5 WHERE id = ?1";

    private static readonly ConditionalWeakTable<WriteSession, Dictionary<long, Plan>> Kept = [];

    private readonly WriteSession session;
    private readonly Plan plan;
    private readonly FieldValues values;

    private OutletPlacer(WriteSession session, WorkspaceKey key, Plan plan)
    {
        this.session = session;
        values = new FieldValues(session, key);
        this.plan = plan;
    }

    /// <summary>Null while the workspace never had an outlet: contacts keep what they say.</summary>
    public static OutletPlacer? Of(WriteSession session, WorkspaceKey key)
    {
        var found = session.Prepare(Versions).Bind(1, key.Key).First(row => (Name: row.GetString(0), Outlets: row.GetInt64(1), Workspace: row.GetNullableInt64(2) ?? 0));
        if (found.Name is null)
            return null;
        var plans = Kept.GetOrCreateValue(session);
        if (!plans.TryGetValue(key.Key, out var plan) || plan.Outlets != found.Outlets || plan.Workspace != found.Workspace)
            plans[key.Key] = plan = Read(session, new WorkspaceId(found.Name), found.Outlets, found.Workspace);
        return new OutletPlacer(session, key, plan);
    }

    /// <summary>Whether somebody new with this draft may come to an outlet.</summary>
    public bool Concerns(ContactDraft draft) => draft[ContactFields.Outlet] is not null || (draft[ContactFields.Lat] is not null && plan.Placement.AsksForPosition);

    /// <summary>The contact at its outlet, before it is written.</summary>
    /// <param name="before">As it is stored; null for a new one.</param>
    public Contact Place(Contact? before, Contact after)
    {
        if (before is not null && (before.Outlet, before.OutletBy, before.Lat, before.Lon) == (after.Outlet, after.OutletBy, after.Lat, after.Lon))
            return after;
        var (outlet, by) = plan.Placement.Place(after.Outlet, after.OutletBy, after.Lat, after.Lon, () => before is null ? null : LastOrder.OutletOf(session, after.Id, plan.Placement.Knows));
        return after with { Outlet = outlet, OutletBy = by };
    }

    /// <summary>Puts a stored contact to its outlet, after it ordered or the outlets changed. True when that is another one.</summary>
    public bool Renew(PlacedContact contact, DateTimeOffset at)
    {
        var (outlet, by) = plan.Placement.Place(contact.Outlet, contact.By, contact.Lat, contact.Lon, () => LastOrder.OutletOf(session, contact.Id, plan.Placement.Knows));
        if (outlet == contact.Outlet && by == contact.By)
            return false;
        values.Move(contact.Id, contact.Outlet, outlet);
        session.Prepare(Move).Bind(1, contact.Id.Value).Bind(2, outlet).Bind(3, outlet is null ? null : Folding.Fold(outlet)).Bind(4, (int)by).Bind(5, at).Execute();
        return true;
    }

    /// <inheritdoc cref="Renew(PlacedContact, DateTimeOffset)"/>
    public bool Renew(ContactId id, DateTimeOffset at) =>
        plan.Placement.AsksForOrders
        && session.Prepare($"SELECT {PlacedContact.Columns} FROM contacts WHERE id = ?1").Bind(1, id.Value).First(PlacedContact.Read) is { } contact
        && Renew(contact, at);

    /// <summary>The id of the outlet that a text names, else the text.</summary>
    public string Resolve(string location) => plan.Directory.Resolve(location);

    private static Plan Read(WriteSession session, WorkspaceId workspace, long outlets, long version)
    {
        var rule = session.Prepare("SELECT settings FROM workspaces WHERE id = ?1").Bind(1, workspace.Value)
            .First(row => JsonSerializer.Deserialize<WorkspaceSettings>(row.GetBytes(0), Wire.Json)!.Of<AssignmentSettings>().OutletAssignment) ?? OutletAssignment.Default;
        var directory = OutletRows.Directory(session, workspace);
        return new Plan(outlets, version, directory, new OutletPlacement(directory, rule));
    }

    private sealed record Plan(long Outlets, long Workspace, OutletDirectory Directory, OutletPlacement Placement);
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
