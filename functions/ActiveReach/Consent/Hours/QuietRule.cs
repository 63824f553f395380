using ActiveReach.Channels;

namespace ActiveReach.Consent.Hours;

/// <summary>When messages of some channels may reach people of some places, by their own clocks: from <see cref="Open"/> up to but
/// not including <see cref="Close"/>. Empty lists mean all.</summary>
public sealed record QuietRule
{
    /// <summary>Recorded with every message that the rule holds back; unique in the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>ISO 3166-1 alpha-2, e.g. <c>FR</c>.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>ISO 3166-2, e.g. <c>US-FL</c>; in addition to <see cref="Countries"/>.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>Weekdays that the rule is about; on others the next rule counts.</summary>
    public IReadOnlyList<Weekday> Days { get; init; } = [];

    /// <summary><c>HH:mm</c>. Default <c>08:00</c>.</summary>
    public string Open { get; init; } = "08:00";

    /// <summary><c>HH:mm</c>, after <see cref="Open"/>; <c>24:00</c> is the end of the day. Default <c>21:00</c>.</summary>
    public string Close { get; init; } = "21:00";

    /// <summary>Weekdays on which nothing goes.</summary>
    public IReadOnlyList<Weekday> ClosedDays { get; init; } = [];

    /// <summary>Days on which nothing goes: <c>2026-12-25</c>, each year's <c>12-25</c>, or the public holidays of a country
    /// (<c>FR</c>).</summary>
    public IReadOnlyList<string> Holidays { get; init; } = [];
}

/// <summary>As files and settings write it: <c>mon</c> to <c>sun</c>.</summary>
public enum Weekday
{
    Mon = 1,
    Tue = 2,
    Wed = 3,
    Thu = 4,
    Fri = 5,
    Sat = 6,
    Sun = 7,
}

/// <summary>The workspace's say in quiet hours.</summary>
public sealed record QuietHoursSettings
{
    /// <summary>False lets every message go at any hour. Default: true.</summary>
    public bool On { get; init; } = true;

    /// <summary>Beside the built-in ones, which a rule of the same place replaces.</summary>
    public IReadOnlyList<QuietRule> Rules { get; init; } = [];
}
