using ActiveReach.Events;

namespace ActiveReach.Orders;

/// <summary>Makes an order of all that is known of it. Depends on nothing but the set of facts.</summary>
public static class OrderAccount
{
    /// <param name="facts">At least one.</param>
    public static Order Of(string id, IEnumerable<OrderFact> facts)
    {
        var byTime = facts.OrderBy(fact => fact.At).ThenBy(fact => fact.Kind).ThenBy(fact => fact.EventId, StringComparer.Ordinal).ToList();
        var worth = byTime.FindLast(fact => fact.Kind is OrderFactKind.Placed or OrderFactKind.Updated);
        var refunds = byTime.FindAll(fact => fact.Kind is OrderFactKind.Refunded);
        var currency = byTime.FindLast(fact => fact.Kind is OrderFactKind.Placed or OrderFactKind.Updated && fact.Currency is not null)?.Currency
            ?? refunds.Find(refund => refund.Currency is not null)?.Currency;
        var refunded = refunds.Where(refund => refund.Currency is null || refund.Currency == currency).Sum(refund => refund.Amount ?? 0);
        var isCancelled = byTime.Exists(fact => fact.Kind is OrderFactKind.Cancelled);

        // Who and where: the placing says it best, then whoever spoke first.
        var byWeight = byTime.OrderBy(fact => fact.Kind).ToList();
        var location = byWeight.Find(fact => fact.Location is not null)?.Location;
        var contactOutlet = byWeight.Find(fact => fact.ContactOutlet is not null)?.ContactOutlet;
        return new Order
        {
            Id = id,
            Contact = byWeight.Find(fact => fact.Contact is not null)?.Contact,
            Outlet = location ?? contactOutlet,
            OutletBy = location is not null ? OrderOutletSource.Location : contactOutlet is not null ? OrderOutletSource.Contact : OrderOutletSource.None,
            At = byWeight[0].At,
            Total = worth?.Amount,
            Currency = currency,
            Refunded = refunded,
            Net = isCancelled ? 0 : Math.Max(0, (worth?.Amount ?? 0) - refunded),
            Status = StatusOf(isCancelled, worth?.Amount, refunded),
            Problem = worth is null ? OrderProblem.NotPlaced
                : refunds.Exists(refund => refund.Currency is not null && refund.Currency != currency) ? OrderProblem.RefundInOtherCurrency
                : refunded > worth.Amount ? OrderProblem.RefundedMoreThanTotal
                : null,
        };
    }

    private static OrderStatus StatusOf(bool isCancelled, decimal? total, decimal refunded)
    {
        if (isCancelled)
            return OrderStatus.Cancelled;
        if (refunded == 0)
            return OrderStatus.Placed;
        return refunded >= total ? OrderStatus.Refunded : OrderStatus.PartlyRefunded;
    }
}
