using System.Globalization;
using NodaTime;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Reads experiment, schedule, approval and conversion.</summary>
internal static class PartsReader
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    public static ExperimentDefinition? Experiment(InputObject definition)
    {
        if (definition.Object("experiment", "sample", "metric", "duration", "holdout", "onInconclusive", "scope") is not { } input)
            return null;
        var missing = new ExperimentDefinition();
        var experiment = new ExperimentDefinition
        {
            Sample = input.Number("sample", 0.001, 1) ?? missing.Sample,
            Metric = input.Enum<ExperimentMetric>("metric") ?? missing.Metric,
            Duration = input.Duration("duration", Moment, TimeSpan.FromDays(30)) ?? missing.Duration,
            Holdout = input.Number("holdout", 0, 0.5) ?? missing.Holdout,
            OnInconclusive = input.Enum<OnInconclusive>("onInconclusive") ?? missing.OnInconclusive,
            Scope = input.Enum<ExperimentScope>("scope") ?? missing.Scope,
        };
        return experiment;
    }

    public static Schedule? Schedule(InputObject definition)
    {
        if (definition.Object("schedule", "kind", "at", "timezone", "sendTime", "window", "slotPassed", "recurrence") is not { } input)
            return null;
        var missing = new Schedule();
        var schedule = new Schedule
        {
            Kind = input.Enum<ScheduleKind>("kind") ?? (input.Has("recurrence") ? ScheduleKind.Recurring : input.Has("at") ? ScheduleKind.At : missing.Kind),
            At = input.Text("at", 40),
            Timezone = input.Text("timezone", 64),
            SendTime = input.Enum<SendTime>("sendTime") ?? missing.SendTime,
            Window = input.Duration("window", TimeSpan.FromHours(1), TimeSpan.FromDays(7)),
            SlotPassed = input.Enum<SlotPassed>("slotPassed") ?? missing.SlotPassed,
            Recurrence = Recurrence(input),
        };
        if (schedule.At is { } at && !StartTime.IsWellFormed(at))
            input.Note("at", "invalid_time", $"'{at}' is no date and time: write it as 2026-12-01T10:00 (read in the zone) or 2026-12-01T10:00:00+05:30.");
        if (schedule.Timezone is { } zone && zone is not ("recipient" or "outlet") && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            input.Note("timezone", "unknown_zone", $"'{zone}' is no time zone: use an IANA name such as Asia/Kolkata, or recipient or outlet.");
        return schedule;
    }

    public static ApprovalDefinition? Approval(InputObject definition)
    {
        if (definition.Object("approval", "required", "approvers", "timeout") is not { } input)
            return null;
        var missing = new ApprovalDefinition();
        return new ApprovalDefinition
        {
            Required = input.Flag("required") ?? missing.Required,
            Approvers = [.. (input.Texts("approvers", 20, 254) ?? []).Select(approver => approver.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal)],
            Timeout = input.Duration("timeout", Moment, TimeSpan.FromDays(90)) ?? missing.Timeout,
        };
    }

    public static ConversionGoal? Conversion(InputObject definition)
    {
        if (definition.Object("conversion", "event", "window", "value", "currency") is not { } input)
            return null;
        var name = input.Text("event", 100);
        if (string.IsNullOrWhiteSpace(name))
            input.Note("event", "required", "conversion.event is missing: name the event that counts, e.g. order_placed.");
        var currency = input.Text("currency", 3);
        if (currency is not null && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
            input.Note("currency", "invalid_value", $"'{currency}' is no currency: use three capital letters of ISO 4217, e.g. INR.");
        return new ConversionGoal
        {
            Event = name ?? "",
            Window = input.Duration("window", Moment, TimeSpan.FromDays(90)) ?? TimeSpan.FromDays(7),
            Value = input.Text("value", 100),
            Currency = currency,
        };
    }

    private static Recurrence? Recurrence(InputObject schedule)
    {
        if (schedule.Object("recurrence", "every", "interval", "on", "at", "until", "count") is not { } input)
            return null;
        var every = input.Text("every", 10);
        if (every is not (null or "day" or "week" or "month"))
            input.Note("every", "unknown_value", $"'{every}' is no rhythm: use one of day, week, month.");
        var until = input.Text("until", 10);
        var hasDate = DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        if (until is not null && !hasDate)
            input.Note("until", "invalid_date", $"'{until}' is no date: write it as 2026-12-31.");
        var at = input.Text("at", 8);
        if (at is not null && !TimeOnly.TryParseExact(at, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            input.Note("at", "invalid_time", $"'{at}' is no time of day: write it as 09:00.");
        return new Recurrence
        {
            Every = every,
            Interval = input.Whole("interval", 1, 366) ?? 1,
            On = input.List("on", 31, (item, _) => new OneDay(item.Clone()))?.Select(day => day.Value).ToList(),
            At = at,
            Until = hasDate ? date : null,
            Count = input.Whole("count", 1, 10_000),
        };
    }

    private sealed record OneDay(System.Text.Json.JsonElement Value);
}
