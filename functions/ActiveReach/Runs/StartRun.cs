using ActiveReach.Campaigns.Submissions;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Carried;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Reviews;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Experiments;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Runs.Recurring;
using ActiveReach.TemplateLibrary;
using ActiveReach.Workspaces;

namespace ActiveReach.Runs;

/// <summary>Turns a scheduled campaign whose time has come into a run. The run is put down first, prepared; the start is one compare-and-set of
/// the campaign then, so that an edit and the start have exactly one winner (law 5), and a run whose start lost is never begun.</summary>
public sealed class StartRun(
    CampaignRecords campaigns, RunRecords runs, WorkspaceRegister workspaces, ResolveAudience audiences, ChosenSenders senders, RunNumbers numbers, FindStart start, SkipInstances skip, ShareVariants shares, TemplateReviews reviews, CarriedMedia media,
    TimeProvider clock)
{
    /// <summary>An audience is looked through for its first people so long before anybody's slot.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(15);

    public async Task<Look> LookAsync(WorkspaceId workspace, CampaignId id, int submission, CancellationToken cancellation = default)
    {
        while (true)
        {
            var campaign = await campaigns.FindAsync(workspace, id, cancellation);
            if (campaign is null || campaign.Submission != submission || campaign.Schedule is not { } schedule)
                return new Look(Look.MovedOn);
            if (schedule.State is ScheduleState.Ended)
                return campaign.Run is { } run ? new Look(Look.GoOn, Run: run.Value) : new Look(Look.MovedOn);
            if (!campaign.HasMoreToCome || campaign.Status is CampaignStatus.Draft or CampaignStatus.NeedsApproval or CampaignStatus.InReview)
                return new Look(Look.MovedOn);

            var now = clock.GetUtcNow();
            if (await skip.MissedAsync(campaign, cancellation) is not { } standing || standing != campaign)
                continue;
            if (schedule.State is ScheduleState.Paused)
                return Look.WaitUntil(Look.Earlier(SkipInstances.MissedAt(campaign), now + RunClock.LongestSleep));
            if (schedule.NextAt > now)
            {
                if (await FindEarlierAsync(campaign, schedule.NextAt.Value, now, cancellation) is not { } look)
                    continue;
                return look;
            }

            if (schedule.Series is null && now - schedule.NextAt > StartTime.LateTolerance)
            {
                if (await campaigns.TryUpdateAsync(TooLate(campaign, now), cancellation: cancellation) is not null)
                    return new Look(Look.MovedOn);
            }
            else if (await TryBeginAsync(campaign, now, cancellation) is { } look)
            {
                return look;
            }
        }
    }

    /// <summary>People may come into an audience until it is planned: shortly before the first clocks of the world show a campaign's local time, it is looked
    /// for who comes first now.</summary>
    /// <returns>Null when the campaign is another now.</returns>
    private async Task<Look?> FindEarlierAsync(Campaign campaign, DateTimeOffset next, DateTimeOffset now, CancellationToken cancellation)
    {
        if (LocalTime.Of(campaign.Definition.Schedule, now) is not { } time)
            return Look.WaitUntil(next);
        if (time.FirstAnywhere - Lead > now)
            return Look.WaitUntil(time.FirstAnywhere - Lead < next ? time.FirstAnywhere - Lead : next);
        var workspace = await workspaces.ReadAsync(campaign.Workspace, cancellation);
        if (await start.AgainAsync(time, campaign.Definition, workspace, cancellation) is not { } found || found >= next)
            return Look.WaitUntil(next);
        var moved = StatusText.Explain(campaign with { StartsAt = found, Schedule = campaign.Schedule! with { NextAt = found }, UpdatedAt = now });
        return await campaigns.TryUpdateAsync(moved, cancellation: cancellation) is null ? null : Look.WaitUntil(found);
    }

    /// <summary>Null when somebody was faster.</summary>
    /// <param name="day">Of a standing campaign, whose schedule goes on.</param>
    internal async Task<Look?> TryBeginAsync(Campaign campaign, DateTimeOffset now, CancellationToken cancellation, DateOnly? day = null)
    {
        var workspace = await workspaces.ReadAsync(campaign.Workspace, cancellation);
        try
        {
            var segments = await audiences.VersionsAsync(campaign.Definition.Audience ?? new Audience(), workspace, cancellation);

            // A sender that was given up since the campaign was submitted may be somebody else's by now.
            if (await senders.CheckAsync(campaign.Definition, workspace, cancellation) is { Count: > 0 } problems)
                return await RefuseAsync(campaign, $"It could no longer be sent from the sender that it names when it was to start, so nothing was sent: {problems[0].Message}", "choose another sender", cancellation);

            // The vendor may have taken back what it had approved.
            if (await reviews.VerdictAsync(campaign, cancellation) is { State: TemplateState.Rejected, Template: { } template } verdict)
                return await RefuseAsync(campaign, $"Its template '{template.Name}' (version {template.Version}) was no longer approved when it was to start, so nothing was sent: {verdict.Reason}", "change the template and have it reviewed", cancellation);
            // An upload may have been deleted while the campaign that carries it was being saved.
            var carried = await media.PinAsync(campaign.Definition, workspace, cancellation);
            if (CarriedMedia.IdsOf(campaign.Definition).FirstOrDefault(id => carried.All(item => item.Id != id)) is { } gone)
                return await RefuseAsync(campaign, $"The upload '{gone}' that it carries was no longer there when it was to start, so nothing was sent.", "upload the file again", cancellation);
            var next = NewRun(campaign, campaign.Schedule!.Next(campaign.Definition.Schedule, workspace.TimeZone), now) with
            {
                Day = day,
                Segments = segments,
                Templates = campaign.Templates,
                Media = carried,
                Links = MessageComposer.PlacesOf(campaign.Definition, carried),
            };
            next = await shares.ShareAsync(next, workspace, cancellation);
            if (await runs.TryPrepareAsync(next with { Number = await numbers.ClaimAsync(next.Id, cancellation) }, cancellation) is not { } run)
                return null;
            var story = Intent.ToStart("RunStory", run.Orchestration, JsonSerializer.Serialize(new RunStart(run.Workspace.Value, run.Id.Value) { Trace = run.Trace }));
            var started = await campaigns.TryUpdateAsync(Sending(campaign, run, workspace, now), [story], cancellation: cancellation);
            return started is null ? null : new Look(started.HasMoreToCome ? Look.Again : Look.GoOn, Run: run.Id.Value);
        }
        catch (InvalidInputException unreadable)
        {
            return await RefuseAsync(campaign, $"Its audience could no longer be read when it was to start, so nothing was sent: {unreadable.Message}", "mend the audience", cancellation);
        }
    }

    /// <summary>A campaign that sends once fails; of others this instance is skipped, and the next may go out once somebody has mended it. Null when somebody was faster.</summary>
    private async Task<Look?> RefuseAsync(Campaign campaign, string reason, string remedy, CancellationToken cancellation)
    {
        if (campaign.Schedule!.Series is not null)
        {
            var edit = $"{char.ToUpperInvariant(remedy[0])}{remedy[1..]} before the next instance.";
            return await skip.BrokenAsync(campaign, reason, edit, cancellation) is { HasMoreToCome: false } ? new Look(Look.MovedOn) : null;
        }

        var failed = Failed(campaign, reason, $"Duplicate it, {remedy} and submit it again.", clock.GetUtcNow());
        return await campaigns.TryUpdateAsync(failed, cancellation: cancellation) is null ? null : new Look(Look.MovedOn);
    }

    private static Campaign Sending(Campaign campaign, Run run, Workspace workspace, DateTimeOffset now)
    {
        var started = campaign with { RunsStarted = run.Id.Ordinal, Run = run.Id, SentMedia = [.. campaign.SentMedia.Union(run.Media.Select(item => item.Id))], UpdatedAt = now };
        if (run.Day is not null)
            return started;
        var schedule = campaign.Schedule!.AfterStart(campaign.Definition.Schedule, workspace.TimeZone);
        return started with
        {
            Status = CampaignStatus.Sending,
            Schedule = schedule,
            StartsAt = schedule.NextAt ?? campaign.StartsAt ?? now,
            StatusReason = run.StatusReason,
            NextAction = null,
        };
    }

    private static Run NewRun(Campaign campaign, Instance? instance, DateTimeOffset now) => new()
    {
        Id = RunId.Of(campaign.Id, campaign.RunsStarted + 1),
        Campaign = campaign.Id,
        Workspace = campaign.Workspace,
        Definition = campaign.Definition,
        Instance = instance,
        LocalTime = LocalTime.Of(campaign.Definition.Schedule, campaign.Schedule!.NextAt ?? now, Instances.LocalTimeOf(campaign.Definition.Schedule, instance)),
        Version = campaign.Version,
        Orchestration = RunId.Of(campaign.Id, campaign.RunsStarted + 1).Orchestration,
        Status = RunStatus.Prepared,
        StatusReason = "The audience is being planned.",
        PreparedFrom = campaign.Revision,
        StartedAt = now,
        Trace = campaign.Trace,
    };

    private static Campaign TooLate(Campaign campaign, DateTimeOffset now) => Failed(
        campaign,
        $"It was due at {campaign.StartsAt:u} but found only at {now:u}, more than {StartTime.LateTolerance.TotalHours:0} h late, so it was not sent.",
        "Duplicate it, choose a new time and submit it again.",
        now);

    private static Campaign Failed(Campaign campaign, string reason, string nextAction, DateTimeOffset now) => campaign with
    {
        Status = CampaignStatus.Failed,
        Schedule = campaign.Schedule!.Ended(),
        StatusReason = reason,
        NextAction = nextAction,
        UpdatedAt = now,
    };
}

/// <summary>Input of the orchestration of a run: ids only.</summary>
public sealed record RunStart(string Workspace, string Run)
{
    /// <summary>Where the request ran that led to it; left out while nobody records.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trace { get; init; }
}
