using System.Globalization;
using ActiveReach.Inputs;
using NodaTime;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Reads when a campaign is to go.</summary>
internal static class ScheduleReader
{
    /// <param name="type">Says what kind it is where it doesn't itself.</param>
    public static Schedule? Schedule(InputValue json, CampaignType type)
    {
        if (json.Object("kind", "at", "timezone", "sendTime", "window", "slotPassed", "recurrence", "offsetDays", "from", "until") is not { } input)
            return null;
        var missing = new Schedule();
        var schedule = new Schedule
        {
            Kind = input["kind"]?.Enum<ScheduleKind>() ?? KindOf(input, type) ?? missing.Kind,
            At = input["at"]?.Text(40),
            Timezone = input["timezone"]?.Text(64),
            SendTime = input["sendTime"]?.Enum<SendTime>() ?? missing.SendTime,
            Window = input["window"]?.Duration(TimeSpan.FromHours(1), TimeSpan.FromDays(7)),
            SlotPassed = input["slotPassed"]?.Enum<SlotPassed>(),
            Recurrence = RecurrenceReader.Read(input),
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

    private static ScheduleKind? KindOf(InputValue input, CampaignType type) =>
        type is CampaignType.Birthday ? ScheduleKind.Birthday
        : input["recurrence"] is not null ? ScheduleKind.Recurring
        : input["at"] is not null ? ScheduleKind.At
        : input["from"] is not null || input["until"] is not null ? ScheduleKind.Standing
        : null;

    public static DateOnly? Day(InputValue input, string member)
    {
        if (input[member]?.Text(10) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        input.Note(member, "invalid_date", $"'{text}' is no date: write it as 2026-12-31.");
        return null;
    }

    public static void CheckTimeOfDay(InputValue input, string? at)
    {
        if (at is not null && !TimeOnly.TryParseExact(at, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            input.Note("at", "invalid_time", $"'{at}' is no time of day: write it as 09:00.");
    }
}
