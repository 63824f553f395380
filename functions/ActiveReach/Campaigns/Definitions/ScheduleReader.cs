using System.Globalization;
using ActiveReach.Inputs;
using NodaTime;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Reads when a campaign is to go.</summary>
internal static class ScheduleReader
{
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static Schedule? Schedule(InputValue json)
    {
        if (json.Object("kind", "at", "timezone", "sendTime", "window", "slotPassed", "recurrence", "offsetDays", "from", "until") is not { } input)
            return null;
        var missing = new Schedule();
        var schedule = new Schedule
        {
            Kind = input["kind"]?.Enum<ScheduleKind>() ?? (input["recurrence"] is not null ? ScheduleKind.Recurring : input["at"] is not null ? ScheduleKind.At : input["from"] is not null || input["until"] is not null ? ScheduleKind.Standing : missing.Kind),
            At = input["at"]?.Text(40),
            Timezone = input["timezone"]?.Text(64),
            SendTime = input["sendTime"]?.Enum<SendTime>() ?? missing.SendTime,
            Window = input["window"]?.Duration(TimeSpan.FromHours(1), TimeSpan.FromDays(7)),
            SlotPassed = input["slotPassed"]?.Enum<SlotPassed>(),
            Recurrence = Recurrence(input),
            OffsetDays = input["offsetDays"]?.Whole(-30, 30),
            From = Day(input, "from"),
            Until = Day(input, "until"),
        };
        if (schedule.Kind is ScheduleKind.Birthday)
            CheckTimeOfDay(input, schedule.At);
        else if (schedule.At is { } at && !StartTime.IsWellFormed(at))
            input.Note("at", "invalid_time", $"'{at}' is no date and time: write it as 2026-12-01T10:00 (read in the zone) or 2026-12-01T10:00:00+05:30.");
        if (schedule.Timezone is { } zone && zone is not ("recipient" or "outlet") && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            input.Note("timezone", "unknown_zone", $"'{zone}' is no time zone: use an IANA name such as Asia/Kolkata, or recipient or outlet.");
        return schedule;
    }

    private static Recurrence? Recurrence(InputValue schedule)
    {
        if (schedule["recurrence"]?.Object("every", "interval", "on", "at", "until", "count") is not { } input)
            return null;
        var every = input["every"]?.Text(10);
        if (every is not (null or "day" or "week" or "month"))
            input.Note("every", "unknown_value", $"'{every}' is no rhythm: use one of day, week, month.");
        var at = input["at"]?.Text(8);
        CheckTimeOfDay(input, at);
        var on = input["on"]?.List(31);
        foreach (var day in on?.Where(day => !IsDay(day)) ?? [])
            input.Note("on", "invalid_value", $"{day.Raw} is no day: use {string.Join(", ", Days)}, or days of the month from 1 to 31, or -1 for its last.");
        return new Recurrence
        {
            Every = every,
            Interval = input["interval"]?.Whole(1, 366) ?? 1,
            On = on?.Select(day => day.Json).ToList(),
            At = at,
            Until = Day(input, "until"),
            Count = input["count"]?.Whole(1, 10_000),
        };
    }

    private static DateOnly? Day(InputValue input, string member)
    {
        if (input[member]?.Text(10) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        input.Note(member, "invalid_date", $"'{text}' is no date: write it as 2026-12-31.");
        return null;
    }

    private static void CheckTimeOfDay(InputValue input, string? at)
    {
        if (at is not null && !TimeOnly.TryParseExact(at, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            input.Note("at", "invalid_time", $"'{at}' is no time of day: write it as 09:00.");
    }

    private static bool IsDay(InputValue day) => Days.Contains(day.AsText, StringComparer.Ordinal) || day.AsWhole is >= 1 and <= 31 or -1;
}
