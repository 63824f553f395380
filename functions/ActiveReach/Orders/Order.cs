using ActiveReach.Ids;

namespace ActiveReach.Orders;

/// <summary>One order, made of the events that tell of it. It is the same whatever the order they came in.</summary>
public sealed record Order
{
    /// <summary>The shop's own id, once in a workspace.</summary>
    public required string Id { get; init; }

    /// <summary>Null while the person is unknown, and once they are erased.</summary>
    public ContactId? Contact { get; init; }

    /// <summary>Id of an outlet, or the text that came where none matched.</summary>
    public string? Outlet { get; init; }

    public OrderOutletSource OutletBy { get; init; }

    /// <summary>When it was placed; of the first event told of it while nothing says so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>As the latest word has it; null while there are only refunds or a cancellation.</summary>
    public decimal? Total { get; init; }

    /// <summary>ISO 4217; null while no event with an amount has come.</summary>
    public string? Currency { get; init; }

    /// <summary>Sum of the refunds in the order's currency.</summary>
    public decimal Refunded { get; init; }

    /// <summary>What is left of the total; 0 when cancelled, never below.</summary>
    public decimal Net { get; init; }

    public OrderStatus Status { get; init; }

    /// <summary>What does not fit together; null when everything does.</summary>
    public OrderProblem? Problem { get; init; }
}

/// <summary>Stored: never renumber.</summary>
public enum OrderStatus
{
    Placed = 0,
    Cancelled = 1,
    PartlyRefunded = 2,
    Refunded = 3,
}

/// <summary>What says at which outlet an order was placed. Stored: never renumber.</summary>
public enum OrderOutletSource
{
    None = 0,

    /// <summary>The event's own location.</summary>
    Location = 1,

    /// <summary>The outlet that the contact belonged to when the event became theirs.</summary>
    Contact = 2,
}

/// <summary>Stored: never renumber.</summary>
public enum OrderProblem
{
    /// <summary>A refund or cancellation of an order that nothing else tells of.</summary>
    NotPlaced = 1,

    /// <summary>A refund is in another currency than the order and is not counted.</summary>
    RefundInOtherCurrency = 2,

    /// <summary>The refunds are more than the total.</summary>
    RefundedMoreThanTotal = 3,
}
