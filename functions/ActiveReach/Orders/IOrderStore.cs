using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Orders;

/// <summary>The orders that events have told of. They are written with the events, in the same transaction.</summary>
public interface IOrderStore
{
    Task<Order?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default);

    /// <summary>One page of the orders that fit, with the sums of all that fit. Sorted by <c>placedAt</c>, <c>total</c> or <c>net</c>.</summary>
    Task<OrderPage> ListAsync(WorkspaceId workspace, OrderFilter filter, PageQuery query, CancellationToken cancellation = default);
}

/// <param name="Location">Id, external id or name of an outlet.</param>
/// <param name="Statuses">Empty: all.</param>
/// <param name="From">Not placed before.</param>
/// <param name="To">Placed before.</param>
public sealed record OrderFilter(string? Location = null, ContactId? Contact = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    public IReadOnlyList<OrderStatus> Statuses { get; init; } = [];
}

/// <param name="Totals">One for each currency, by its code.</param>
public sealed record OrderPage(Page<Order> Page, IReadOnlyList<OrderTotals> Totals);

/// <summary>Sums of orders in one currency.</summary>
/// <param name="Currency">Null for orders of which no amount is known.</param>
/// <param name="Gross">Of what was ordered, cancelled ones included.</param>
/// <param name="Net">Less refunds and cancelled orders.</param>
public sealed record OrderTotals(string? Currency, decimal Gross, decimal Refunded, decimal Net, long Count);
