namespace ActiveReach.Events;

/// <summary>What an event says of an order. In the order of their weight where they disagree. Stored: never renumber.</summary>
public enum OrderFactKind
{
    Placed = 0,
    Updated = 1,
    Refunded = 2,
    Cancelled = 3,
}
