using System.Text.Json;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Orders;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Orders;

/// <summary>Orders on Cosmos DB, in slices of their workspace by their id.</summary>
public sealed class CosmosOrders(CosmosAccount account) : IOrderStore, IContactOrders
{
    /// <summary>People of one question.</summary>
    private const int MostPeople = 500;

    public async Task<Order?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return (await account.Orders.FindAsync<OrderItem>(OrderItem.PlaceIn(workspace, id), cancellation))?.Read();
    }

    public async Task<OrderPage> ListAsync(WorkspaceId workspace, OrderFilter filter, PageQuery query, CancellationToken cancellation = default)
    {
        OrderSorts.Check(query);
        cancellation.ThrowIfCancellationRequested();
        var list = new ItemList(account.Orders, Slices.Of(workspace), $"c.places.{query.Sort}")
            .Where("c.outlet = @", filter.Location)
            .Where("c.contact = @", filter.Contact?.Value)
            .Where("c.at >= @", filter.From?.ToUnixTimeMilliseconds())
            .Where("c.at < @", filter.To?.ToUnixTimeMilliseconds())
            .Where("ARRAY_CONTAINS(@, c.status)", filter.Statuses.Count == 0 ? null : filter.Statuses.Select(status => (int)status));
        var totals = await TotalsAsync(list, cancellation);
        var page = await list.PageAsync<OrderItem>(query, cancellation);
        return new OrderPage(new Page<Order>([.. page.Items.Select(item => item.Read())], page.NextCursor, page.Total), totals);
    }

    public async Task<IReadOnlyDictionary<ContactId, IReadOnlyList<string>>> LocationsAsync(
        WorkspaceId workspace, IReadOnlyCollection<ContactId> contacts, CancellationToken cancellation = default)
    {
        var found = new List<OrderItem>();
        foreach (var some in contacts.Chunk(MostPeople))
        {
            found.AddRange(await new ItemList(account.Orders, Slices.Of(workspace), "c.places.placedAt")
                .Where("ARRAY_CONTAINS(@, c.contact)", some.Select(contact => contact.Value))
                .Where("c.outletBy = @", (int)OrderOutletSource.Location)
                .Where("c.status != @", (int)OrderStatus.Cancelled)
                .AllAsync<OrderItem>(cancellation));
        }

        return found.GroupBy(order => order.Contact!.Value).ToDictionary(
            orders => orders.Key,
            IReadOnlyList<string> (orders) => [.. orders.OrderByDescending(order => order.At).ThenByDescending(order => order.Name, StringComparer.Ordinal).Select(order => order.Outlet!)]);
    }

    private static async Task<IReadOnlyList<OrderTotals>> TotalsAsync(ItemList list, CancellationToken cancellation)
    {
        const string Sums = """
            c.currency, COUNT(1) AS many, SUM(c.sums.gross) AS gross, SUM(c.sums.grossParts) AS grossParts, SUM(c.sums.refunded) AS refunded, SUM(c.sums.refundedParts) AS refundedParts,
            SUM(c.sums.net) AS net, SUM(c.sums.netParts) AS netParts
            """;
        var sums = await list.AskAsync(Sums, "c.currency", cancellation);
        return
        [
            .. sums.Select(each => new OrderTotals(
                    each.TryGetProperty("currency", out var currency) ? currency.GetString() : null, Sum(each, "gross"), Sum(each, "refunded"), Sum(each, "net"), each.GetProperty("many").GetInt64()))
                .GroupBy(each => each.Currency)
                .Select(some => new OrderTotals(some.Key, some.Sum(each => each.Gross), some.Sum(each => each.Refunded), some.Sum(each => each.Net), some.Sum(each => each.Count)))
                .OrderBy(each => each.Currency, StringComparer.Ordinal),
        ];
    }

    private static decimal Sum(JsonElement sums, string name) => OrderSums.Amount(sums.GetProperty(name).GetDouble(), sums.GetProperty(name + "Parts").GetDouble());
}
