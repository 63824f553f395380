using ActiveReach.Functions.Events;
using ActiveReach.Functions.Http;
using ActiveReach.Lists;
using ActiveReach.Orders;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Orders;

/// <summary>Orders as the events have told of them.</summary>
public sealed class OrderFunctions(IOrderStore orders, OutletDirectories outlets)
{
    private const string Route = "api/workspaces/{ws}/orders";

    [Function("ListOrders")]
    [RequiresRole(Role.Viewer)]
    [Operation(
        "Orders by location (id, external id or name of an outlet), contact, status (several with commas) and time of placing, with the sums of all that fit by currency.",
        Query = ["location", "contact", "status", "from", "to", "limit", "cursor", "sort"], Response = typeof(OrdersView))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request)
    {
        var query = request.ReadPageQuery("-placedAt", ["placedAt", "total", "net"], "location", "contact", "status", "from", "to");
        var workspace = request.Caller().Workspace;
        var known = await outlets.OfAsync(workspace, request.HttpContext.RequestAborted);
        var location = request.One("location") is { } word ? known.Resolve(word) : null;
        var filter = new OrderFilter(location, EventFunctions.Contact(request.One("contact")), request.Time("from"), request.Time("to"))
        {
            Statuses = [.. request.Several("status").Select(name => ListRequest.Named<OrderStatus>("status", name))],
        };
        return Answers.Ok(OrdersView.Of(await orders.ListAsync(workspace, filter, query, request.HttpContext.RequestAborted), known));
    }

    [Function("GetOrder")]
    [RequiresRole(Role.Viewer)]
    [Operation("One order.", Response = typeof(OrderView))]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{order}")] HttpRequest request, string order)
    {
        // Of all that is escaped in a path only the slash comes through as it was sent.
        var id = order.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var found = await orders.FindAsync(request.Caller().Workspace, id, request.HttpContext.RequestAborted);
        return found is null
            ? throw new NotFoundException("order", id.Length > 60 ? id[..60] : id)
            : Answers.Ok(OrderView.Of(found, await outlets.OfAsync(request.Caller().Workspace, request.HttpContext.RequestAborted)));
    }
}

/// <param name="Totals">Sums of all orders that fit, one for each currency.</param>
public sealed record OrdersView(IReadOnlyList<OrderView> Items, string? NextCursor, long Total, IReadOnlyList<OrderTotals> Totals)
{
    public static OrdersView Of(OrderPage orders, OutletDirectory outlets) => new([.. orders.Page.Items.Select(order => OrderView.Of(order, outlets))], orders.Page.NextCursor, orders.Page.Total, orders.Totals);
}

/// <param name="Contact">Missing while the person is unknown, and once they are erased.</param>
/// <param name="OutletBy"><c>location</c>: the event said so; <c>contact</c>: it is the contact's own.</param>
/// <param name="UnknownLocation">What the event said of the place, where that is no outlet; the order counts for none then.</param>
/// <param name="PlacedAt">Missing while only a refund or a cancellation has come.</param>
/// <param name="Problem">What does not fit together; missing when everything does.</param>
public sealed record OrderView(
    string OrderId,
    string? Contact,
    string? Outlet,
    OrderOutletSource OutletBy,
    string? UnknownLocation,
    DateTimeOffset? PlacedAt,
    decimal? Total,
    string? Currency,
    decimal Refunded,
    decimal Net,
    OrderStatus Status,
    OrderProblem? Problem)
{
    public static OrderView Of(Order order, OutletDirectory outlets)
    {
        var isUnknown = order.OutletBy is OrderOutletSource.Location && outlets.Find(order.Outlet) is null;
        return new OrderView(
            order.Id,
            order.Contact?.ToString(),
            isUnknown ? null : order.Outlet,
            isUnknown ? OrderOutletSource.None : order.OutletBy,
            isUnknown ? order.Outlet : null,
            order.Problem is OrderProblem.NotPlaced ? null : order.At,
            order.Total,
            order.Currency,
            order.Refunded,
            order.Net,
            order.Status,
            order.Problem);
    }
}
