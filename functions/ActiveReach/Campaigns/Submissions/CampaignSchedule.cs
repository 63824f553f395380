using ActiveReach.Campaigns.Moves;

namespace ActiveReach.Campaigns.Submissions;

/// <summary>When runs of a campaign come to be: of one submission. It starts them and awaits none, so that a run that takes long never delays the
/// next. It lies in the document of its campaign, because an edit and a start must have one winner.</summary>
/// <param name="Id"><c>{campaign}.s{submission}</c>.</param>
/// <param name="NextAt">When the next run starts; null: at once, or none any more. Of a standing campaign when the next who waits is due.</param>
public sealed record CampaignSchedule(string Id, ScheduleState State = ScheduleState.On, DateTimeOffset? NextAt = null)
{
    /// <summary>How many wait for a standing campaign, as far as they are counted.</summary>
    public long Waiting { get; init; }

    /// <summary>The schedule after a run of it has started: one that sends once has ended.</summary>
    public CampaignSchedule AfterStart() => Ended();

    /// <summary>The schedule after what somebody does with its campaign; null where that changes nothing of it.</summary>
    internal CampaignSchedule? After(CampaignMove move) => (State, move) switch
    {
        (ScheduleState.On, CampaignMove.Pause) => this with { State = ScheduleState.Paused },
        (ScheduleState.Paused, CampaignMove.Resume) => this with { State = ScheduleState.On },
        (ScheduleState.On or ScheduleState.Paused, CampaignMove.Cancel) => Ended(),
        _ => null,
    };

    public CampaignSchedule Ended() => this with { State = ScheduleState.Ended, NextAt = null };
}

public enum ScheduleState
{
    /// <summary>Runs start when their time has come and the campaign is approved.</summary>
    On,
    Paused,
    Ended,
}
