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
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request)
    {
        var query = request.ReadPageQuery("-placedAt", ["placedAt", "total", "net"], "location", "contact", "status", "from", "to");
        var workspace = request.Caller().Workspace;
        var location = request.One("location") is { } word ? (await outlets.OfAsync(workspace, request.HttpContext.RequestAborted)).Resolve(word) : null;
        var filter = new OrderFilter(location, EventFunctions.Contact(request.One("contact")), request.Time("from"), request.Time("to"))
        {
            Statuses = [.. (request.One("status") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Status)],
        };
        return Answers.Ok(OrdersView.Of(await orders.ListAsync(workspace, filter, query, request.HttpContext.RequestAborted)));
    }

    [Function("GetOrder")]
    [RequiresRole(Role.Viewer)]
    [Operation("One order.", Response = typeof(OrderView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{order}")] HttpRequest request, string order)
    {
        // Of all that is escaped in a path only the slash comes through as it was sent.
        var id = order.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var found = await orders.FindAsync(request.Caller().Workspace, id, request.HttpContext.RequestAborted);
        return Answers.Ok(OrderView.Of(found ?? throw new NotFoundException("order", id.Length > 60 ? id[..60] : id)));
    }

    private static OrderStatus Status(string name) => EnumNames.TryParse<OrderStatus>(name, out var status)
        ? status
        : throw new InvalidInputException("status", "unknown_value", $"status is '{(name.Length > 40 ? name[..40] : name)}': use one of {EnumNames.All<OrderStatus>()}.");
}

/// <param name="Totals">Sums of all orders that fit, one for each currency.</param>
public sealed record OrdersView(IReadOnlyList<OrderView> Items, string? NextCursor, long Total, IReadOnlyList<OrderTotals> Totals)
{
    public static OrdersView Of(OrderPage orders) => new([.. orders.Page.Items.Select(OrderView.Of)], orders.Page.NextCursor, orders.Page.Total, orders.Totals);
}

/// <param name="Contact">Missing while the person is unknown, and once they are erased.</param>
/// <param name="OutletBy"><c>location</c>: the event said so; <c>contact</c>: it is the contact's own.</param>
/// <param name="PlacedAt">Missing while only a refund or a cancellation has come.</param>
/// <param name="Problem">What does not fit together; missing when everything does.</param>
public sealed record OrderView(
    string OrderId,
    string? Contact,
    string? Outlet,
    OrderOutletSource OutletBy,
    DateTimeOffset? PlacedAt,
    decimal? Total,
    string? Currency,
    decimal Refunded,
    decimal Net,
    OrderStatus Status,
    OrderProblem? Problem)
{
    public static OrderView Of(Order order) => new(
        order.Id,
        order.Contact?.ToString(),
        order.Outlet,
        order.OutletBy,
        order.Problem is OrderProblem.NotPlaced ? null : order.At,
        order.Total,
        order.Currency,
        order.Refunded,
        order.Net,
        order.Status,
        order.Problem);
}
