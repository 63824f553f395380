using ActiveReach.Events;
using ActiveReach.Ids;

namespace ActiveReach.Orders;

/// <summary>What one event says of an order.</summary>
/// <param name="EventId">Of facts of one moment the one with the greater id counts as the later.</param>
/// <param name="Amount">The total, or what was refunded; null for a cancellation.</param>
public sealed record OrderFact(string EventId, OrderFactKind Kind, DateTimeOffset At, decimal? Amount = null, string? Currency = null)
{
    public ContactId? Contact { get; init; }

    /// <summary>The event's own location.</summary>
    public string? Location { get; init; }

    /// <summary>The outlet of the contact when the event became theirs; it stays when they are erased.</summary>
    public string? ContactOutlet { get; init; }
}
