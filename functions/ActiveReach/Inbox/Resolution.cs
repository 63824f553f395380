using ActiveReach.Delivery;

namespace ActiveReach.Inbox;

/// <summary>What is to be recorded for an event, or what it waits for.</summary>
/// <param name="Unknown">Machine-readable; null when nothing is missing.</param>
public sealed record Resolution(IReadOnlyList<LedgerEvent> Events, string? Unknown)
{
    public static Resolution Nothing { get; } = new([], null);

    public static Resolution Of(params IReadOnlyList<LedgerEvent> events) => new(events, null);

    public static Resolution WaitsFor(string what) => new([], what);
}
