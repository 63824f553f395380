using ActiveReach.Audiences;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Orders;

/// <summary>Where a contact ordered last.</summary>
internal static class LastOrder
{
    /// <summary>The outlet of the contact's latest order that was not cancelled and whose event named a location; null without one.
    /// Orders that only follow the contact's own outlet say nothing new.</summary>
    public static string? OutletOf(ReadSession session, ContactId contact) => session
        .Prepare("SELECT outlet FROM orders WHERE contact = ?1 AND outlet_by = 1 AND status <> 1 ORDER BY placed_at DESC, id DESC LIMIT 1")
        .Bind(1, contact.Value).First(row => row.GetString(0));
}
