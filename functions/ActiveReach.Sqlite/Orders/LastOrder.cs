using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Orders;

/// <summary>Where a contact ordered last.</summary>
internal static class LastOrder
{
    /// <summary>The outlet of the contact's latest order that was not cancelled and whose event named a location that is known; null without
    /// one. Orders that only follow the contact's own outlet say nothing new.</summary>
    public static string? OutletOf(ReadSession session, ContactId contact, Func<string, bool> isKnown)
    {
        var rows = session.Prepare("SELECT outlet FROM orders WHERE contact = ?1 AND outlet_by = 1 AND status <> 1 ORDER BY placed_at DESC, id DESC").Bind(1, contact.Value);
        string? last = null;
        while (last is null && rows.Step())
            last = rows.GetString(0) is var location && isKnown(location) ? location : null;
        rows.Reset();
        return last;
    }
}
