using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Reads when a campaign is to go.</summary>
internal static class ScheduleReader
{
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static Schedule? Schedule(InputObject definition)
    {
        if (definition.Object("schedule", "kind", "at", "timezone", "sendTime", "window", "slotPassed", "recurrence", "offsetDays", "from", "until") is not { } input)
            return null;
        var missing = new Schedule();
        var schedule = new Schedule
        {
            Kind = input.Enum<ScheduleKind>("kind") ?? (input.Has("recurrence") ? ScheduleKind.Recurring : input.Has("at") ? ScheduleKind.At : missing.Kind),
            At = input.Text("at", 40),
            Timezone = input.Text("timezone", 64),
            SendTime = input.Enum<SendTime>("sendTime") ?? missing.SendTime,
            Window = input.Duration("window", TimeSpan.FromHours(1), TimeSpan.FromDays(7)),
            SlotPassed = input.Enum<SlotPassed>("slotPassed"),
            Recurrence = Recurrence(input),
            OffsetDays = input.Whole("offsetDays", -30, 30),
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

    private static Recurrence? Recurrence(InputObject schedule)
    {
        if (schedule.Object("recurrence", "every", "interval", "on", "at", "until", "count") is not { } input)
            return null;
        var every = input.Text("every", 10);
        if (every is not (null or "day" or "week" or "month"))
            input.Note("every", "unknown_value", $"'{every}' is no rhythm: use one of day, week, month.");
        var at = input.Text("at", 8);
        CheckTimeOfDay(input, at);
        var on = input.List("on", 31, (item, _) => new OneDay(item.Clone()))?.Select(day => day.Value).ToList();
        foreach (var day in on?.Where(day => !IsDay(day)) ?? [])
            input.Note("on", "invalid_value", $"{day.GetRawText()} is no day: use {string.Join(", ", Days)}, or days of the month from 1 to 31, or -1 for its last.");
        return new Recurrence
        {
            Every = every,
            Interval = input.Whole("interval", 1, 366) ?? 1,
            On = on,
            At = at,
            Until = Day(input, "until"),
            Count = input.Whole("count", 1, 10_000),
        };
    }

    private static DateOnly? Day(InputObject input, string member)
    {
        if (input.Text(member, 10) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        input.Note(member, "invalid_date", $"'{text}' is no date: write it as 2026-12-31.");
        return null;
    }

    private static void CheckTimeOfDay(InputObject input, string? at)
    {
        if (at is not null && !TimeOnly.TryParseExact(at, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            input.Note("at", "invalid_time", $"'{at}' is no time of day: write it as 09:00.");
    }

    private static bool IsDay(JsonElement day) => day.ValueKind switch
    {
        JsonValueKind.String => Days.Contains(day.GetString(), StringComparer.Ordinal),
        JsonValueKind.Number => day.TryGetInt32(out var number) && number is >= 1 and <= 31 or -1,
        _ => false,
    };

    private sealed record OneDay(JsonElement Value);
}
