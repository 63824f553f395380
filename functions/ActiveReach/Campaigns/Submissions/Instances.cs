using ActiveReach.Campaigns.Definitions;
using ActiveReach.Ids;

namespace ActiveReach.Campaigns.Submissions;

/// <summary>One time that a recurring campaign goes out.</summary>
/// <param name="Number">1 for the first; one that is skipped has its number too.</param>
/// <param name="Day">The local day.</param>
public sealed record Instance(int Number, DateOnly Day, DateTimeOffset At);

/// <summary>How far a recurring schedule has come.</summary>
/// <param name="From">The day that its rhythm is counted from.</param>
/// <param name="Through">The last day whose instance has been; those after it are to come.</param>
/// <param name="Done">How many instances there were, skipped ones included.</param>
public sealed record InstanceSeries(DateOnly From, DateOnly Through, int Done);

/// <summary>The instances of a recurring schedule. Each local day has one at most, whatever clocks and edits do.</summary>
public static class Instances
{
    /// <summary>Those of a campaign that are to come, also of one that sends once; of a draft, those that it would have if it were submitted now.</summary>
    public static IEnumerable<Instance> Of(Campaign campaign, string workspaceZone, DateTimeOffset now)
    {
        var schedule = campaign.Status is not CampaignStatus.Draft ? campaign.Schedule
            : campaign.Definition.Type is CampaignType.Recurring ? CampaignSchedule.Recurring("", campaign.Definition.Schedule, campaign.Schedule, workspaceZone, now)
            : CampaignSchedule.Once("", null, StartTime.Resolve(campaign.Definition.Schedule, workspaceZone));
        if (schedule?.HasMore() is not true)
            return [];
        return schedule.Series is { } series ? Of(campaign.Definition.Schedule, series, workspaceZone)
            : schedule.NextAt is { } at && StartTime.ZoneOf(campaign.Definition.Schedule, workspaceZone) is { } zone ? [new Instance(1, StartTime.DayOf(at, zone), at)]
            : [];
    }

    /// <summary>Those to come, in their order; none where there is no recurrence, or an unfinished one.</summary>
    /// <param name="workspaceZone">Counts where the schedule names none.</param>
    public static IEnumerable<Instance> Of(Schedule? schedule, InstanceSeries series, string workspaceZone)
    {
        if (schedule?.Recurrence is not { } recurrence || !RecurrenceRule.IsComplete(recurrence) || StartTime.ZoneOf(schedule, workspaceZone) is not { } zone)
            return [];
        var days = new RecurrenceRule(recurrence, series.From).After(series.Through);
        var time = RecurrenceRule.TimeOf(recurrence);
        return (recurrence.Count is { } count ? days.Take(Math.Max(0, count - series.Done)) : days)
            .Select((day, ahead) => new Instance(series.Done + ahead + 1, day, StartTime.Of(day, time, zone)));
    }

    /// <summary>The local date and time of an instance; null where there is none.</summary>
    public static string? LocalTimeOf(Schedule? schedule, Instance? instance) => instance is null ? null : $"{instance.Day:yyyy-MM-dd}T{schedule!.Recurrence!.At}";

    /// <summary>Where a schedule stands that begins, or is changed: what is over is over, and what is due stays due.</summary>
    /// <param name="before">The schedule so far; null where there was none.</param>
    public static InstanceSeries? Begin(Schedule? schedule, CampaignSchedule? before, string workspaceZone, DateTimeOffset now)
    {
        if (schedule?.Recurrence is not { } recurrence || !RecurrenceRule.IsComplete(recurrence) || StartTime.ZoneOf(schedule, workspaceZone) is not { } zone)
            return null;
        var since = before?.NextAt < now ? before.NextAt.Value : now;
        var today = StartTime.DayOf(since, zone);
        var over = StartTime.Of(today, RecurrenceRule.TimeOf(recurrence), zone) < since ? today : today.AddDays(-1);
        return before?.Series is { } series
            ? series with { From = schedule.From ?? series.From, Through = over > series.Through ? over : series.Through }
            : new InstanceSeries(schedule.From ?? today, over, 0);
    }
}
