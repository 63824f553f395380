using System.Globalization;
using ActiveReach.Inputs;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Reads how a schedule repeats itself.</summary>
internal static class RecurrenceReader
{
    public static Recurrence? Read(InputValue schedule)
    {
        if (schedule["recurrence"]?.Object("every", "interval", "on", "at", "until", "count", "missed") is not { } input)
            return null;
        var every = input["every"]?.Text(10);
        if (every is not (null or "day" or "week" or "month"))
            input.Note("every", "unknown_value", $"'{every}' is no rhythm: use one of day, week, month.");
        var at = input["at"]?.Text(8);
        ScheduleReader.CheckTimeOfDay(input, at);
        if (input.Has("until") && input.Has("count") && input["until"] is not null && input["count"] is not null)
            input.Note("count", "invalid_value", "until and count both say when it ends: remove one of the two.");
        return new Recurrence
        {
            Every = every,
            Interval = input["interval"]?.Whole(1, 366) ?? 1,
            On = input["on"]?.List(31) is { } days ? [.. days.Where(day => IsDay(input, every, day)).Select(day => day.Json)] : null,
            At = at,
            Until = ScheduleReader.Day(input, "until"),
            Count = input["count"]?.Whole(1, 10_000),
            Missed = input["missed"]?.Enum<MissedInstance>() ?? MissedInstance.Skip,
        };
    }

    /// <summary>Whether the day goes with the rhythm; noted where it doesn't.</summary>
    private static bool IsDay(InputValue recurrence, string? every, InputValue day)
    {
        var isWeekday = RecurrenceRule.Weekdays.Contains(day.AsText, StringComparer.Ordinal);
        var isMonthDay = day.AsWhole is >= 1 and <= 31 or >= -31 and <= -1;
        if (every switch { "week" => isWeekday, "month" => isMonthDay, "day" => false, _ => isWeekday || isMonthDay })
            return true;
        var remedy = every switch
        {
            "week" => $"every week goes on {string.Join(", ", RecurrenceRule.Weekdays)}",
            "month" => "every month goes on days from 1 to 31, or from -1, its last, to -31",
            "day" => "every day needs no days: remove on, or use every week",
            _ => string.Create(CultureInfo.InvariantCulture, $"use {string.Join(", ", RecurrenceRule.Weekdays)} with every week, or 1 to 31 and -1, the last, to -31 with every month"),
        };
        recurrence.Note("on", "invalid_value", $"{day.Shown} is no day for it: {remedy}.");
        return false;
    }
}
