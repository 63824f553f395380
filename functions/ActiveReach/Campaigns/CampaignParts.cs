using ActiveReach.Campaigns.Submissions;

namespace ActiveReach.Campaigns;

/// <summary>The A/B test of a campaign.</summary>
public sealed record ExperimentDefinition
{
    /// <summary>Share of the audience that gets the test, above 0 and at most 1.</summary>
    public double Sample { get; init; } = 0.2;

    public ExperimentMetric Metric { get; init; } = ExperimentMetric.Click;

    /// <summary>From the last hand-off of the test slice to the decision. Default 4 hours.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Share of the audience that is never sent to; drawn before the slice.</summary>
    public double Holdout { get; init; }

    public OnInconclusive OnInconclusive { get; init; } = OnInconclusive.SendBest;

    public ExperimentMethod Method { get; init; } = ExperimentMethod.TestFirst;

    public ExperimentScope Scope { get; init; } = ExperimentScope.Brand;
}

public enum ExperimentMetric
{
    Open,
    Click,
    Reply,
    Conversion,
    Revenue,
}

/// <summary>What happens when no variant is clearly better; chosen up front.</summary>
public enum OnInconclusive
{
    SendBest,
    SendControl,

    /// <summary>A person decides.</summary>
    Hold,
}

/// <summary>How variants are compared.</summary>
public enum ExperimentMethod
{
    /// <summary>A part of the audience gets one of them each, and the rest the winner.</summary>
    TestFirst,

    /// <summary>Of a campaign with many runs: each run shares them out by how probable it is, after the runs before, that each is the best (Thompson sampling).</summary>
    Thompson,
}

/// <summary>Among whom a winner is chosen.</summary>
public enum ExperimentScope
{
    /// <summary>One for everybody.</summary>
    Brand,

    /// <summary>One for the people of each outlet, and one for those without an outlet.</summary>
    Outlet,
}

public sealed record Schedule
{
    public ScheduleKind Kind { get; init; } = ScheduleKind.Now;

    /// <summary>Local date and time, <c>2026-12-01T10:00</c>, read in <see cref="Timezone"/>; with an offset or Z it is an instant. For
    /// birthdays the local time of day, <c>10:00</c>.</summary>
    public string? At { get; init; }

    /// <summary>IANA zone, <c>recipient</c> or <c>outlet</c>; missing: the workspace's.</summary>
    public string? Timezone { get; init; }

    public SendTime SendTime { get; init; } = SendTime.Fixed;

    public TimeSpan? Window { get; init; }

    /// <summary>What becomes of people whose local time is already over.</summary>
    public SlotPassed? SlotPassed { get; init; }

    public Recurrence? Recurrence { get; init; }

    /// <summary>Days from the birthday, -30 to 30, of a birthday campaign.</summary>
    public int? OffsetDays { get; init; }

    /// <summary>The first day of a standing campaign, and of a recurring one.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day of a standing or a birthday campaign.</summary>
    public DateOnly? Until { get; init; }
}

public enum ScheduleKind
{
    Now,
    At,
    Recurring,

    /// <summary>On each contact's birthday.</summary>
    Birthday,

    /// <summary>Whenever its trigger or a call asks for it.</summary>
    Standing,
}

public enum SendTime
{
    Fixed,
    Optimized,
}

public enum SlotPassed
{
    NextDay,
    Skip,
}

/// <summary>How a recurring campaign repeats itself; its days are those of <c>RecurrenceRule</c>.</summary>
public sealed record Recurrence
{
    /// <summary><c>day</c>, <c>week</c> or <c>month</c>.</summary>
    public string? Every { get; init; }

    /// <summary>Every so many days, weeks or months, counted from <see cref="Schedule.From"/>, else from the day it was first submitted.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>Weekdays (<c>mon</c> … <c>sun</c>) of a week, or days of a month: 1 to 31, or from the end -1 to -31. Missing: the one it is counted from.</summary>
    public IReadOnlyList<System.Text.Json.JsonElement>? On { get; init; }

    /// <summary>The local time of day, <c>09:00</c>.</summary>
    public string? At { get; init; }

    /// <summary>The last day that may be one.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>How many instances there are, skipped ones included.</summary>
    public int? Count { get; init; }

    public MissedInstance Missed { get; init; } = MissedInstance.Skip;
}

/// <summary>What becomes of an instance that could not start in time: the app was down, or the campaign paused or waiting for approval.</summary>
public enum MissedInstance
{
    Skip,

    /// <summary>It goes out as soon as it can; of several the latest.</summary>
    CatchUp,
}

public sealed record ApprovalDefinition
{
    public bool Required { get; init; }

    /// <summary>Members with role sender or admin; empty means every one of them.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>How many of them must say yes: <c>any</c> (default), <c>all</c> or a number.</summary>
    public ApprovalCount Decisions { get; init; }

    /// <summary>How long the decision may take before the campaign is cancelled. Default 2 days.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromDays(2);

    /// <summary>When those who have not decided are reminded: shares of the time that the decision may take, above 0 and below 1, rising. Default half-way;
    /// empty for never.</summary>
    public IReadOnlyList<double> Reminders { get; init; } = [0.5];

    public ApprovalEscalation? Escalation { get; init; }
}

/// <summary>Who is asked besides the approvers when nothing was decided in time. Their yes counts as an approver's.</summary>
public sealed record ApprovalEscalation
{
    /// <summary>Share of the time that the decision may take, above 0 and below 1. Default three quarters.</summary>
    public double After { get; init; } = 0.75;

    /// <summary>Members with role sender or admin; empty means every admin.</summary>
    public IReadOnlyList<string> To { get; init; } = [];
}

/// <summary>What counts as success of a campaign.</summary>
public sealed record ConversionGoal
{
    /// <summary>The event of an order, which is worth its total.</summary>
    internal const string Order = "order_placed";

    public required string Event { get; init; }

    public TimeSpan Window { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Name of the event's data field that holds the amount; without it an order's total, and nothing of other events.</summary>
    public string? Value { get; init; }

    /// <summary>Of the campaign's revenue; the workspace's without it. Amounts in others are not converted.</summary>
    public string? Currency { get; init; }

    public ConversionCount Count { get; init; }
}

/// <summary>Which of somebody's conversions in a run count.</summary>
public enum ConversionCount
{
    /// <summary>The first.</summary>
    Once,
    All,
}
