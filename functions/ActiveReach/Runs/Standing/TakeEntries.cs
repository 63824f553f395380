using System.Diagnostics;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Delivery.Planning;
using ActiveReach.Entries;
using ActiveReach.Entries.Members;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Runs.Standing;

/// <summary>What a standing campaign does whenever it is rung or an entry is due: it gives what is due to the run of the day, which it starts when there
/// is none, and ends that run when its day is over. One that watches people looks who has come in. The entries are the truth, and a ring that got lost is made up for within the hour.</summary>
public sealed class TakeEntries(
    CampaignRecords campaigns, WorkspaceRegister workspaces, StartRun start, StandingRuns runs, PlanEntries plan, IEntries entries, SweepMembers sweep, EnterBirthdays birthdays, DeriveStatus derive, TimeProvider clock)
{
    /// <summary>Where nobody waits it looks again after this, should a ring have been lost. Birthdays ring nobody.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    /// <summary>An activity stays short.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private const int CancelledAtOnce = 1_000;

    /// <summary>Null for campaigns that have an hour of their own.</summary>
    public async Task<Look?> LookAsync(WorkspaceId workspace, CampaignId id, int submission, CancellationToken cancellation = default)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            if (await campaigns.FindAsync(workspace, id, cancellation) is not { } campaign || campaign.Submission != submission || campaign.Schedule is null)
                return new Look(Look.MovedOn);
            if (!campaign.Definition.IsStanding)
                return null;
            if (await StepAsync(campaign, cancellation) is { } look)
                return look;
            if (watch.Elapsed > Longest)
                return Look.WaitUntil(clock.GetUtcNow());
        }
    }

    /// <summary>Null when something was done, and there may be more.</summary>
    private async Task<Look?> StepAsync(Campaign campaign, CancellationToken cancellation)
    {
        var workspace = await workspaces.ReadAsync(campaign.Workspace, cancellation);
        var (now, open) = (clock.GetUtcNow(), await runs.OpenOfAsync(campaign, cancellation));
        var today = LocalDay.Of(workspace, now);
        var endOfDay = StandingDays.StartOf(today.AddDays(1), workspace.TimeZone);
        if (!campaign.Schedule!.HasMore())
            return await EndAsync(campaign, open, isOver: StandingDays.Closes(campaign.Definition.Schedule, workspace.TimeZone) <= now, cancellation);
        if (open is not null && (open.Day != today || open.Version != campaign.Version || open.HasEnded()))
        {
            await runs.SealAsync(open, cancellation);
            return null;
        }

        if (open is not null && await plan.FinishAsync(open, cancellation))
            return null;
        if (campaign.Status is CampaignStatus.Draft or CampaignStatus.NeedsApproval or CampaignStatus.InReview)
            return new Look(Look.MovedOn);
        if (campaign.StartsAt > now)
            return Look.WaitUntil(campaign.StartsAt.Value);
        if (await birthdays.RunAsync(campaign, workspace, now, cancellation))
            return null;
        if (StandingDays.Closes(campaign.Definition.Schedule, workspace.TimeZone) <= now)
            return await CloseAsync(campaign, now, cancellation);
        var nextRound = await sweep.RunAsync(campaign, cancellation) ?? endOfDay;
        var hour = await birthdays.NextAsync(campaign, workspace, now, cancellation);
        if (campaign.Schedule.State is ScheduleState.Paused)
            return Look.WaitUntil(Earliest(hour ?? endOfDay, endOfDay, nextRound));

        var next = await entries.NextDueAsync(campaign.Id, cancellation);
        if (next is null || next > now)
            return await TellAsync(campaign, next, now, cancellation) ? Look.WaitUntil(Earliest(next ?? endOfDay, hour ?? now + LongestSleep, endOfDay, nextRound)) : null;
        if (now - next > StandingDays.LateTolerance)
        {
            var late = await entries.DueAsync(campaign.Id, now - StandingDays.LateTolerance, CancelledAtOnce, cancellation);
            await entries.CancelAsync(campaign.Id, [.. late.Select(entry => entry.Key)], EntryReason.TooLate, cancellation: cancellation);
            return null;
        }

        if (open is null)
        {
            // The story of the run is begun by whoever has looked, before it is given anything.
            return await start.TryBeginAsync(campaign, now, cancellation, today) is { Run: { } begun } ? Look.WaitUntil(now) with { Run = begun } : null;
        }

        await plan.TakeAsync(await runs.BeginAsync(open, cancellation), now, cancellation);
        return null;
    }

    /// <summary>Whoever waits is told of, on the campaign; false when somebody has changed it meanwhile.</summary>
    private async Task<bool> TellAsync(Campaign campaign, DateTimeOffset? next, DateTimeOffset now, CancellationToken cancellation)
    {
        var waiting = next is null ? 0 : (await entries.CountAsync(campaign.Id, cancellation)).Waiting;
        var told = StatusText.Explain(campaign with { Status = CampaignStatus.Active, Schedule = campaign.Schedule! with { NextAt = next, Waiting = waiting } });
        return told == campaign || await campaigns.TryUpdateAsync(told with { UpdatedAt = now }, cancellation: cancellation) is not null;
    }

    /// <summary>Its last day is over.</summary>
    private async Task<Look?> CloseAsync(Campaign campaign, DateTimeOffset now, CancellationToken cancellation)
    {
        var closed = campaign with { Schedule = campaign.Schedule!.Ended(), UpdatedAt = now };
        if (campaign.Run is null)
            closed = closed with { Status = CampaignStatus.Complete, StatusReason = "Its last day is over, and nobody was sent to.", NextAction = null };

        await campaigns.TryUpdateAsync(closed, cancellation: cancellation);
        return null;
    }

    /// <summary>The schedule has ended: what waits is cancelled, and the run of the day takes nothing more.</summary>
    private async Task<Look?> EndAsync(Campaign campaign, Run? open, bool isOver, CancellationToken cancellation)
    {
        if (open is not null)
            await runs.SealAsync(open, cancellation);
        if (await entries.DueAsync(campaign.Id, DateTimeOffset.MaxValue, CancelledAtOnce, cancellation) is { Count: > 0 } left)
        {
            await entries.CancelAsync(campaign.Id, [.. left.Select(entry => entry.Key)], isOver ? EntryReason.Ended : EntryReason.Cancelled, cancellation: cancellation);
            return null;
        }

        await derive.RunAsync(campaign.Workspace, campaign.Id, cancellation);
        return new Look(Look.MovedOn);
    }

    private static DateTimeOffset Earliest(params ReadOnlySpan<DateTimeOffset> times)
    {
        var earliest = times[0];
        foreach (var time in times)
            earliest = time < earliest ? time : earliest;
        return earliest;
    }
}
