using System.Globalization;
using ActiveReach.Lists;
using ActiveReach.Orders;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Orders;

/// <summary>Orders on SQLite.</summary>
public sealed class SqliteOrderStore(Database database) : IOrderStore
{
    private static readonly Dictionary<string, string> Sorts = new(StringComparer.Ordinal)
    {
        ["placedAt"] = "placed_at",
        ["total"] = "coalesce(total, 0)",
        ["net"] = "net",
    };

    public Task<Order?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => WorkspaceKeys.Find(session, workspace) is { } key
            ? session.Prepare($"SELECT {OrderRows.Columns} FROM orders WHERE workspace = ?1 AND id = ?2").Bind(1, key.Key).Bind(2, id).First(OrderRows.Read)
            : null, cancellation);

    public Task<OrderPage> ListAsync(WorkspaceId workspace, OrderFilter filter, PageQuery query, CancellationToken cancellation = default)
    {
        OrderSorts.Check(query);
        var column = Sorts[query.Sort];
        var after = PageCursor.Read(query.Cursor, 2);
        var (value, last) = after is null ? (0, 0) : (PageCursor.Number(query.Cursor, after[0]), PageCursor.Number(query.Cursor, after[1]));
        return database.ReadAsync(session =>
        {
            if (WorkspaceKeys.Find(session, workspace) is not { } key || (filter.Contact is { } contact && !key.Holds(contact)))
                return new OrderPage(new Page<Order>([], null, 0), []);
            var where = Where(filter);
            var totals = Totals(Bind(session.Prepare($"""
                SELECT currency, sum(coalesce(total, 0)), sum(refunded), sum(net), count(*) FROM orders WHERE {where} GROUP BY currency ORDER BY currency
                """), key, filter));
            var (order, beyond) = query.Descending ? ("DESC", "<") : ("ASC", ">");
            var place = after is null ? "" : $" AND ({column}, key) {beyond} (?20, ?21)";
            var rows = Bind(session.Prepare($"SELECT {OrderRows.Columns}, {column} FROM orders WHERE {where}{place} ORDER BY {column} {order}, key {order} LIMIT ?22"), key, filter);
            if (after is not null)
                rows.Bind(20, value).Bind(21, last);
            var page = rows.Bind(22, query.Limit + 1).ReadPage(
                query.Limit,
                row => (Key: row.GetInt64(0), Order: OrderRows.Read(row), Value: row.GetInt64(12)),
                each => PageCursor.Write(Text(each.Value), Text(each.Key)),
                () => totals.Sum(each => each.Count));
            return new OrderPage(new Page<Order>([.. page.Items.Select(each => each.Order)], page.NextCursor, page.Total), totals);
        }, cancellation);
    }

    private static string Where(OrderFilter filter)
    {
        var conditions = new List<string> { "workspace = ?1" };
        if (filter.Location is not null)
            conditions.Add("outlet = ?2");
        if (filter.Contact is not null)
            conditions.Add("contact = ?3");
        if (filter.From is not null)
            conditions.Add("placed_at >= ?4");
        if (filter.To is not null)
            conditions.Add("placed_at < ?5");
        if (filter.Statuses.Count > 0)
            conditions.Add("(1 << status) & ?6");
        return string.Join(" AND ", conditions);
    }

    private static Statement Bind(Statement statement, WorkspaceKey key, OrderFilter filter)
    {
        statement.Bind(1, key.Key);
        if (filter.Location is not null)
            statement.Bind(2, filter.Location);
        if (filter.Contact is { } contact)
            statement.Bind(3, contact.Value);
        if (filter.From is { } from)
            statement.Bind(4, from);
        if (filter.To is { } to)
            statement.Bind(5, to);
        return filter.Statuses.Count > 0 ? statement.Bind(6, filter.Statuses.Aggregate(0, (bits, status) => bits | (1 << (int)status))) : statement;
    }

    private static List<OrderTotals> Totals(Statement rows)
    {
        var totals = new List<OrderTotals>();
        while (rows.Step())
            totals.Add(new(rows.GetNullableString(0), OrderRows.Amount(rows.GetInt64(1)), OrderRows.Amount(rows.GetInt64(2)), OrderRows.Amount(rows.GetInt64(3)), rows.GetInt64(4)));
        return totals;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
