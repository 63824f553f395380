using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Orders;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Orders;

/// <summary>Orders and facts to and from their rows.</summary>
internal static class OrderRows
{
    public const string Columns = "key, id, contact, outlet, outlet_by, placed_at, total, currency, refunded, net, status, problem";

    public const string FactColumns = "event, kind, at, amount, currency, contact, location, contact_outlet";

    /// <summary>Units of the stored amounts in one of the currency.</summary>
    private const decimal Units = 10_000m;

    public static long? Stored(decimal? amount) => amount is { } known ? (long)(known * Units) : null;

    public static decimal Amount(long stored) => stored / Units;

    public static Order Read(Statement row) => new()
    {
        Id = row.GetString(1),
        Contact = Person(row, 2),
        Outlet = row.GetNullableString(3),
        OutletBy = (OrderOutletSource)row.GetInt32(4),
        At = row.GetTime(5),
        Total = Nullable(row, 6),
        Currency = row.GetNullableString(7),
        Refunded = Amount(row.GetInt64(8)),
        Net = Amount(row.GetInt64(9)),
        Status = (OrderStatus)row.GetInt32(10),
        Problem = row.IsNull(11) ? null : (OrderProblem)row.GetInt32(11),
    };

    public static OrderFact ReadFact(Statement row) =>
        new(row.GetString(0), (OrderFactKind)row.GetInt32(1), row.GetTime(2), Nullable(row, 3), row.GetNullableString(4))
        {
            Contact = Person(row, 5),
            Location = row.GetNullableString(6),
            ContactOutlet = row.GetNullableString(7),
        };

    private static decimal? Nullable(Statement row, int column) => row.GetNullableInt64(column) is { } stored ? Amount(stored) : null;

    private static ContactId? Person(Statement row, int column) => row.GetNullableInt64(column) is { } contact ? new ContactId(contact) : null;
}
