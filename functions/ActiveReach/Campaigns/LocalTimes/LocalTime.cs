using ActiveReach.Campaigns.Definitions;
using NodaTime;

namespace ActiveReach.Campaigns.LocalTimes;

/// <summary>A local time at which a run reaches everybody by a clock of their own. Everybody of one zone has the same moment: their slot.</summary>
/// <param name="At">Local date and time, e.g. <c>2026-12-01T10:00</c>.</param>
/// <param name="Clock">Whose clock.</param>
/// <param name="Passed">What becomes of people whose time was over at <paramref name="DueAt"/>.</param>
/// <param name="DueAt">When the run was to start: with the first slot that was still to come.</param>
public sealed record LocalTime(string At, LocalClock Clock, SlotPassed Passed, DateTimeOffset DueAt)
{
    /// <summary>The local time that a schedule asks for; null where it names one moment for everybody.</summary>
    /// <param name="at">That of one instance where the schedule has several; null for the schedule's own.</param>
    public static LocalTime? Of(Schedule? schedule, DateTimeOffset dueAt, string? at = null) =>
        schedule is not null && ClockOf(schedule) is { } clock && (at ?? schedule.At) is { } local && StartTime.ParseLocal(local) is not null
            ? new LocalTime(local, clock, schedule.SlotPassed ?? SlotPassed.NextDay, dueAt)
            : null;

    /// <summary>Whose clock the schedule goes by; null where it names a zone, or none.</summary>
    public static LocalClock? ClockOf(Schedule schedule) => schedule.Timezone switch
    {
        "recipient" => LocalClock.Recipient,
        "outlet" => LocalClock.Outlet,
        _ => null,
    };

    /// <summary>When people of the zone are sent to: at the time itself, or at the same time of the first day on which it is still to come. Null where
    /// it is over for them and they are to be skipped.</summary>
    /// <param name="daysLater">So many days after that, for whoever waits for the end of a test.</param>
    public DateTimeOffset? SlotIn(string zone, int daysLater = 0)
    {
        var (clock, local) = (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc, StartTime.ParseLocal(At)!.Value);
        if (StartTime.InstantOf(local, clock) < DueAt)
        {
            if (Passed is SlotPassed.Skip)
                return null;
            local = Instant.FromDateTimeOffset(DueAt).InZone(clock).Date.At(local.TimeOfDay);
            while (StartTime.InstantOf(local, clock) < DueAt)
                local = local.PlusDays(1);
        }

        return StartTime.InstantOf(local.PlusDays(daysLater), clock);
    }

    /// <summary>The slot of the first clocks of the world.</summary>
    public DateTimeOffset FirstAnywhere => StartTime.InstantOf(StartTime.ParseLocal(At)!.Value, FirstClocks);

    /// <summary>The zone whose days begin first.</summary>
    internal static DateTimeZone FirstClocks { get; } = DateTimeZone.ForOffset(Offset.FromHours(14));

    /// <summary>The slot of the last clocks of the world.</summary>
    public DateTimeOffset LastAnywhere => StartTime.ParseLocal(At)!.Value.WithOffset(Offset.FromHours(-12)).ToInstant().ToDateTimeOffset();
}

/// <summary>By whose clock people are sent to.</summary>
public enum LocalClock
{
    /// <summary>Their own: see <see cref="Audiences.ContactZone"/>.</summary>
    Recipient,

    /// <summary>That of their outlet; the workspace's for those who have none.</summary>
    Outlet,
}
