using ActiveReach.Audiences;

namespace ActiveReach.Campaigns.LocalTimes;

/// <summary>When each contact of a run is sent to: the one place that chooses somebody's hour, by the clock that the run goes by. Remembers what it
/// found for a zone, since many people live in one; for a single thread.</summary>
public sealed class LocalSlots(LocalTime time, ReachTerms terms)
{
    private readonly Dictionary<(string Zone, int DaysLater), DateTimeOffset?> known = [];

    /// <summary>Null for those whose time is over and who are to be skipped.</summary>
    /// <param name="daysLater">As in <see cref="LocalTime.SlotIn"/>.</param>
    public DateTimeOffset? Of(Recipient recipient, int daysLater = 0)
    {
        var zone = time.Clock.ZoneOf(recipient, terms);
        if (!known.TryGetValue((zone, daysLater), out var slot))
            known[(zone, daysLater)] = slot = time.SlotIn(zone, daysLater);
        return slot;
    }
}

internal static class LocalClocks
{
    public static string ZoneOf(this LocalClock clock, Recipient recipient, ReachTerms terms) =>
        clock is LocalClock.Outlet ? terms.OutletZoneOf(recipient) : terms.ZoneOf(recipient);
}
