using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Moves;

namespace ActiveReach.Campaigns.Submissions;

/// <summary>When runs of a campaign come to be: of one submission. It starts them and awaits none, so that a run that takes long never delays the
/// next. It lies in the document of its campaign, because an edit and a start must have one winner.</summary>
/// <param name="Id"><c>{campaign}.s{submission}</c>.</param>
/// <param name="NextAt">When the next run starts; null: at once, or none any more. Of a standing campaign when the next who waits is due.</param>
public sealed record CampaignSchedule(string Id, ScheduleState State = ScheduleState.On, DateTimeOffset? NextAt = null)
{
    /// <summary>How far its instances have come; null for one that sends once.</summary>
    public InstanceSeries? Series { get; init; }

    /// <summary>How many wait for a standing campaign, as far as they are counted.</summary>
    public long Waiting { get; init; }

    /// <summary>How far a birthday campaign has looked for people; null while it hasn't, and for others.</summary>
    public BirthdaySearch? Birthdays { get; init; }

    /// <summary>Whether runs of it are still to come.</summary>
    public bool HasMore() => State is ScheduleState.On or ScheduleState.Paused;

    /// <summary>The schedule of a submission that sends once, or of one whose time was changed.</summary>
    /// <param name="before">The schedule so far, whose pause outlasts both, and after which a birthday campaign goes on looking; null where there was none.</param>
    public static CampaignSchedule Once(string id, CampaignSchedule? before, DateTimeOffset? startsAt) =>
        new(id, StateAfter(before), startsAt) { Birthdays = before?.HasMore() is true ? before.Birthdays : null };

    /// <summary>The same of a recurring one; it has ended where no instance is to come.</summary>
    public static CampaignSchedule Recurring(string id, Schedule? schedule, CampaignSchedule? before, string workspaceZone, DateTimeOffset now)
    {
        var begun = new CampaignSchedule(id, StateAfter(before));
        return Instances.Begin(schedule, before, workspaceZone, now) is { } series ? begun.At(series, schedule, workspaceZone) : begun.Ended();
    }

    /// <summary>The next instance; null for a schedule that sends once, and where none is to come.</summary>
    public Instance? Next(Schedule? schedule, string workspaceZone) => HasMore() && Series is { } series ? Instances.Of(schedule, series, workspaceZone).FirstOrDefault() : null;

    /// <summary>The schedule after a run of it has started, or its next instance was skipped: one that sends once has ended.</summary>
    public CampaignSchedule AfterStart(Schedule? schedule, string workspaceZone) => Next(schedule, workspaceZone) is { } started
        ? At(Series! with { Through = started.Day, Done = started.Number }, schedule, workspaceZone)
        : Ended();

    /// <summary>The schedule after what somebody does with its campaign; null where that changes nothing of it.</summary>
    internal CampaignSchedule? After(CampaignMove move) => (State, move) switch
    {
        (ScheduleState.On, CampaignMove.Pause) => this with { State = ScheduleState.Paused },
        (ScheduleState.Paused, CampaignMove.Resume) => this with { State = ScheduleState.On },
        (ScheduleState.On or ScheduleState.Paused, CampaignMove.Cancel) => Cancelled(),
        _ => null,
    };

    public CampaignSchedule Ended() => this with { State = ScheduleState.Ended, NextAt = null };

    /// <summary>Ended before its time.</summary>
    public CampaignSchedule Cancelled() => Ended() with { State = ScheduleState.Cancelled };

    private static ScheduleState StateAfter(CampaignSchedule? before) => before?.State is ScheduleState.Paused ? ScheduleState.Paused : ScheduleState.On;

    private CampaignSchedule At(InstanceSeries series, Schedule? schedule, string workspaceZone) =>
        Instances.Of(schedule, series, workspaceZone).FirstOrDefault() is { } next ? this with { Series = series, NextAt = next.At } : (this with { Series = series }).Ended();
}

public enum ScheduleState
{
    /// <summary>Runs start when their time has come and the campaign is approved.</summary>
    On,
    Paused,
    Ended,

    /// <summary>It was ended before its time.</summary>
    Cancelled,
}

/// <summary>How far a birthday campaign has looked for those whose hour has come.</summary>
/// <param name="Through">Whoever's hour came by then has an entry.</param>
/// <param name="Until">Up to when it is looking now; null while it isn't.</param>
/// <param name="After">The last contact that it has looked at there.</param>
public sealed record BirthdaySearch(DateTimeOffset Through, DateTimeOffset? Until = null, long After = 0);
