using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Records;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Runs;

/// <summary>Turns a scheduled campaign whose time has come into a run. The run is put down first, prepared; the start is one compare-and-set of
/// the campaign then, so that an edit and the start have exactly one winner (law 5), and a run whose start lost is never begun.</summary>
public sealed class BeginSending(
    CampaignRecords campaigns, RunRecords runs, WorkspaceRegister workspaces, ResolveAudience audiences, ChosenSenders senders, TimeProvider clock)
{
    public async Task<Look> LookAsync(WorkspaceId workspace, CampaignId id, int submission, CancellationToken cancellation = default)
    {
        while (true)
        {
            var campaign = await campaigns.FindAsync(workspace, id, cancellation);
            if (campaign is null || campaign.Submission != submission)
                return new Look(Look.MovedOn);
            if (HasBegun(campaign))
                return new Look(Look.GoOn, Run: campaign.Run!.Value.Value);
            if (campaign.Status is not CampaignStatus.Scheduled)
                return new Look(Look.MovedOn);

            var now = clock.GetUtcNow();
            if (campaign.StartsAt > now)
                return Look.WaitUntil(campaign.StartsAt.Value);

            if (now - campaign.StartsAt > StartTime.LateTolerance)
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

    /// <summary>Null when somebody was faster.</summary>
    private async Task<Look?> TryBeginAsync(Campaign campaign, DateTimeOffset now, CancellationToken cancellation)
    {
        var workspace = await workspaces.FindAsync(campaign.Workspace, cancellation)
            ?? throw new InvalidOperationException($"The workspace '{campaign.Workspace}' of campaign '{campaign.Id}' is not in the store.");
        try
        {
            var segments = await audiences.VersionsAsync(campaign.Definition.Audience!, workspace, cancellation);

            // A sender that was given up since the campaign was submitted may be somebody else's by now.
            if (await senders.CheckAsync(campaign.Definition, workspace, cancellation) is { Count: > 0 } problems)
                return await campaigns.TryUpdateAsync(WithoutSender(campaign, problems[0], now), cancellation: cancellation) is null ? null : new Look(Look.MovedOn);
            if (await runs.TryPrepareAsync(NewRun(campaign, now) with { Segments = segments }, cancellation) is not { } run)
                return null;
            return await campaigns.TryUpdateAsync(Sending(campaign, run, now), cancellation: cancellation) is null ? null : new Look(Look.GoOn, Run: run.Id.Value);
        }
        catch (InvalidInputException unreadable)
        {
            return await campaigns.TryUpdateAsync(Unreadable(campaign, unreadable, now), cancellation: cancellation) is null ? null : new Look(Look.MovedOn);
        }
    }

    private static bool HasBegun(Campaign campaign) => campaign.Run is not null && campaign.Status is CampaignStatus.Sending or CampaignStatus.Paused;

    private static Campaign Sending(Campaign campaign, Run run, DateTimeOffset now) => campaign with
    {
        Status = CampaignStatus.Sending,
        RunsStarted = run.Id.Ordinal,
        Run = run.Id,
        StatusReason = run.StatusReason,
        NextAction = null,
        UpdatedAt = now,
    };

    private static Run NewRun(Campaign campaign, DateTimeOffset now) => new()
    {
        Id = RunId.Of(campaign.Id, campaign.RunsStarted + 1),
        Campaign = campaign.Id,
        Workspace = campaign.Workspace,
        Definition = campaign.Definition,
        Orchestration = campaign.OrchestrationId,
        Status = RunStatus.Prepared,
        StatusReason = "The audience is being planned.",
        PreparedFrom = campaign.Revision,
        StartedAt = now,
        Trace = campaign.Trace,
    };

    private static Campaign Unreadable(Campaign campaign, InvalidInputException unreadable, DateTimeOffset now) => campaign with
    {
        Status = CampaignStatus.Failed,
        StatusReason = $"Its audience could no longer be read when it was to start, so nothing was sent: {unreadable.Message}",
        NextAction = "Duplicate it, mend the audience and submit it again.",
        UpdatedAt = now,
    };

    private static Campaign WithoutSender(Campaign campaign, InputProblem problem, DateTimeOffset now) => campaign with
    {
        Status = CampaignStatus.Failed,
        StatusReason = $"It could no longer be sent from the sender that it names when it was to start, so nothing was sent: {problem.Message}",
        NextAction = "Duplicate it, choose another sender and submit it again.",
        UpdatedAt = now,
    };

    private static Campaign TooLate(Campaign campaign, DateTimeOffset now) => campaign with
    {
        Status = CampaignStatus.Failed,
        StatusReason = $"It was due at {campaign.StartsAt:u} but found only at {now:u}, more than {StartTime.LateTolerance.TotalHours:0} h late, so it was not sent.",
        NextAction = "Duplicate it, choose a new time and submit it again.",
        UpdatedAt = now,
    };
}
