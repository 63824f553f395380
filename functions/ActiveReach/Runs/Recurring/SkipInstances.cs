using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Runs.Recurring;

/// <summary>Tells instances of a recurring campaign that are not sent: their time was over while it was paused, waited for approval or the app was down, or something
/// only a person can mend. Each becomes a run that never begins, put down before the campaign counts it, like one that does.</summary>
public sealed class SkipInstances(CampaignRecords campaigns, RunRecords runs, DeriveStatus derive, WorkspaceRegister workspaces, TimeProvider clock)
{
    /// <summary>Skips the next instance where it is missed, and those after it.</summary>
    /// <returns>The campaign as it is then; null when it has changed meanwhile.</returns>
    public async Task<Campaign?> MissedAsync(Campaign campaign, CancellationToken cancellation = default)
    {
        if (campaign.Schedule?.Series is null)
            return campaign;
        var zone = (await workspaces.ReadAsync(campaign.Workspace, cancellation)).TimeZone;
        for (var now = campaign; ; now = await OneAsync(now, zone, WhyMissed(now, zone)!, "", cancellation))
        {
            if (now is null || WhyMissed(now, zone) is null)
                return now;
        }
    }

    /// <summary>Skips the next instance for something that would keep others back as well.</summary>
    /// <returns>Null when the campaign has changed meanwhile.</returns>
    public async Task<Campaign?> BrokenAsync(Campaign campaign, string reason, string nextAction, CancellationToken cancellation = default) =>
        await OneAsync(campaign, (await workspaces.ReadAsync(campaign.Workspace, cancellation)).TimeZone, reason, nextAction, cancellation);

    /// <summary>When the next instance is missed, if it can't start before; null where none is, or it waits.</summary>
    public static DateTimeOffset? MissedAt(Campaign campaign) =>
        campaign is { Schedule: { Series: not null, NextAt: { } due }, Definition.Schedule.Recurrence.Missed: MissedInstance.Skip } ? due + StartTime.LateTolerance : null;

    private async Task<Campaign?> OneAsync(Campaign campaign, string zone, string reason, string nextAction, CancellationToken cancellation)
    {
        var (now, instance) = (clock.GetUtcNow(), campaign.Schedule!.Next(campaign.Definition.Schedule, zone)!);
        var run = await runs.TryPrepareAsync(Skipped(campaign, instance, now) with
        {
            StatusReason = $"The instance of {instance.Day:yyyy-MM-dd} was skipped: {reason}",
            NextAction = nextAction.Length == 0 ? null : nextAction,
        }, cancellation);
        if (run is null)
            return null;
        var schedule = campaign.Schedule.AfterStart(campaign.Definition.Schedule, zone);
        var after = campaign with { Schedule = schedule, StartsAt = schedule.NextAt ?? campaign.StartsAt, RunsStarted = run.Id.Ordinal, UpdatedAt = now };
        return await campaigns.TryUpdateAsync(await derive.OfAsync(StatusText.Explain(after), cancellation), cancellation: cancellation);
    }

    private string? WhyMissed(Campaign campaign, string zone)
    {
        var now = clock.GetUtcNow();
        if (campaign.Schedule is not { Series: { } series, NextAt: { } due } || now < due + StartTime.LateTolerance)
            return null;
        var isWaiting = campaign.Schedule.State is ScheduleState.Paused || campaign.Status is CampaignStatus.NeedsApproval or CampaignStatus.InReview;
        if (campaign.Definition.Schedule!.Recurrence!.Missed is MissedInstance.CatchUp)
        {
            return !isWaiting && Instances.Of(campaign.Definition.Schedule, series, zone).ElementAtOrDefault(1) is { } later && later.At <= now
                ? $"a later one, of {later.Day:yyyy-MM-dd}, was due as well by the time that it could start."
                : null;
        }

        return campaign.Status is CampaignStatus.NeedsApproval ? "the campaign was waiting for approval at its time."
            : campaign.Status is CampaignStatus.InReview ? "the campaign was waiting for the provider's review at its time."
            : campaign.Schedule.State is ScheduleState.Paused ? "the campaign was paused at its time."
            : $"it was due at {due:u} but found only at {now:u}, more than {StartTime.LateTolerance.TotalHours:0} h late.";
    }

    private static Run Skipped(Campaign campaign, Instance instance, DateTimeOffset now) => new()
    {
        Id = RunId.Of(campaign.Id, campaign.RunsStarted + 1),
        Campaign = campaign.Id,
        Workspace = campaign.Workspace,
        Definition = campaign.Definition,
        Orchestration = RunId.Of(campaign.Id, campaign.RunsStarted + 1).Orchestration,
        Status = RunStatus.Skipped,
        Instance = instance,
        PreparedFrom = campaign.Revision,
        StartedAt = now,
        CompletedAt = now,
        FinalAt = now,
    };
}
