using System.Text.Json.Serialization;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Ids;

namespace ActiveReach.Analytics.Calendars;

/// <summary>What goes out when: what was sent, and what is to come as things stand.</summary>
/// <param name="From">The first local day.</param>
/// <param name="To">The last local day.</param>
/// <param name="Timezone">The workspace's, whose days these are.</param>
/// <param name="Items">In order of time.</param>
/// <param name="Gaps">Stretches of days on which nothing goes out.</param>
/// <param name="OverMessaged">Days to come on which people would get more than a frequency cap allows.</param>
/// <param name="Complete">False where there is more than is looked through: ask for fewer days, or one location.</param>
public sealed record CampaignCalendar(
    DateOnly From, DateOnly To, string Timezone, IReadOnlyList<CalendarItem> Items, IReadOnlyList<CalendarGap> Gaps, IReadOnlyList<OverMessagedDay> OverMessaged, bool Complete)
{
    /// <summary>Campaigns that wait for people on these days: for birthdays, events or calls. They fill no gap, since nobody may come.</summary>
    public IReadOnlyList<StandingItem> Standing { get; init; } = [];
}

/// <param name="From">The first of the days on which it stands.</param>
/// <param name="To">The last of them.</param>
public sealed record StandingItem(CampaignId Campaign, string? Name, CampaignType Type, CampaignStatus Status, IReadOnlyList<Channel> Channels, string? Location, DateOnly From, DateOnly To);

/// <summary>One time that a campaign went out, or is to.</summary>
public sealed record CalendarItem
{
    /// <summary>The local day.</summary>
    public required DateOnly Date { get; init; }

    public required DateTimeOffset At { get; init; }

    public required CalendarKind Kind { get; init; }

    public required CampaignId Campaign { get; init; }

    public string? Name { get; init; }

    public required CampaignType Type { get; init; }

    /// <summary>Of the campaign, now.</summary>
    public required CampaignStatus Status { get; init; }

    public IReadOnlyList<Channel> Channels { get; init; } = [];

    public string? Location { get; init; }

    /// <summary>The run, once there is one.</summary>
    public RunId? Run { get; init; }

    /// <summary>Which instance of a recurring campaign it is.</summary>
    public int? Instance { get; init; }

    /// <summary>Why an instance was skipped.</summary>
    public string? Reason { get; init; }

    /// <summary>The whole campaign; for the audiences of what is to come.</summary>
    [JsonIgnore]
    internal Campaign? Of { get; init; }
}

public enum CalendarKind
{
    /// <summary>A campaign that sends once, at a time to come.</summary>
    Scheduled,

    /// <summary>An instance of a recurring campaign, to come.</summary>
    Instance,

    /// <summary>Begun, or over.</summary>
    Sent,

    /// <summary>An instance that was not sent.</summary>
    Skipped,
}

/// <param name="From">The first day without anything.</param>
/// <param name="To">The last one.</param>
public sealed record CalendarGap(DateOnly From, DateOnly To, int Days);

/// <param name="Cap">The name of the cap.</param>
/// <param name="People">How many would get more than it allows, by what is to come until the end of that day; what they have got before now isn't counted.</param>
/// <param name="Exact">False for an estimate, from a part of the audiences.</param>
public sealed record OverMessagedDay(DateOnly Date, string Cap, long People, bool Exact);
