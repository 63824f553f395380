using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveReach.Access;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Reviews;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Sight;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Submissions;

/// <summary>Turns a definition that is ready into a submission: a new ordinal with an orchestration of its own, waiting for
/// approval or for its time.</summary>
public sealed class Submission(CampaignValidation validation, Members members, FindStart start, TemplateReviews reviews, TimeProvider clock)
{
    /// <summary>Name of the orchestration that tells the approvers of one submission.</summary>
    public const string NoticeOrchestrator = "ApprovalNotice";

    /// <exception cref="InvalidInputException">Listing every problem (422: the request is right, the draft isn't ready).</exception>
    internal async Task CheckAsync(Workspace workspace, Campaign campaign, CancellationToken cancellation)
    {
        List<InputProblem> problems = [.. await validation.ForSendingAsync(campaign.Definition, workspace, cancellation)];
        if (campaign.Definition.Approval is { Approvers.Count: > 0 } or { Escalation.To.Count: > 0 })
            problems.AddRange(ApprovalRule.Unfit(campaign.Definition, await members.AllAsync(workspace.Id, cancellation)));
        if (problems.Count > 0)
            throw new InvalidInputException(problems, 422);
    }

    /// <param name="decides">Whether the caller's own yes counts where they may give it.</param>
    /// <param name="anew">Asks for approval even where it would not be required, because what was approved has changed.</param>
    internal async Task<CampaignChange> PrepareAsync(
        Caller caller, Workspace workspace, Campaign campaign, CampaignMove move, bool decides, bool anew, CancellationToken cancellation)
    {
        await CheckAsync(workspace, campaign, cancellation);
        var now = clock.GetUtcNow();
        var schedule = await PlannedAsync($"{campaign.Id}.s{campaign.Submission + 1}", workspace, campaign, now, cancellation);
        var submitted = campaign with
        {
            Submission = campaign.Submission + 1,
            SubmittedBy = caller.Member,
            SubmittedAt = now,
            Trace = Trail.Here,
            StartsAt = schedule.NextAt,
            Schedule = schedule,
            Templates = await reviews.PinAsync(campaign.Definition, workspace.Id, cancellation),
            Review = ReviewState.NotNeeded,
            ReviewExpiresAt = null,
            ReviewReason = null,
            Approval = ApprovalState.NotAsked,
            ApprovalExpiresAt = null,
            Approvers = [],
            EscalatedTo = [],
            EscalatedAt = null,
            Reminders = 0,
            ApprovalsNeeded = 1,
            Approvals = [],
            DecidedBy = null,
            DecidedAt = null,
            DecisionComment = null,
        };
        if (!anew && !ApprovalRule.IsRequired(workspace.ApprovalPolicy, caller.Role, campaign.Definition))
            return Started(await ReadyAsync(submitted, move, cancellation));
        var mayDecide = decides && ApprovalRule.Refusal(workspace, submitted, caller.Member, caller.Role) is null;
        if (mayDecide && campaign.Definition.Approval is null or { Decisions.Number: 1 })
            return Started(await ApprovedAtOnceAsync(submitted, caller, move, now, cancellation));

        var asked = ApprovalRule.Approvers(workspace, submitted, await members.AllAsync(workspace.Id, cancellation));
        var needed = (campaign.Definition.Approval?.Decisions ?? ApprovalCount.Any).Needed(asked.Count);
        if (mayDecide && needed == 1)
            return Started(await ApprovedAtOnceAsync(submitted, caller, move, now, cancellation));
        if (CampaignMoves.Targets(campaign, move)?.Contains(CampaignStatus.NeedsApproval) is not true)
            throw Required(workspace, campaign, caller, needed);

        return Started(submitted.To(move, CampaignStatus.NeedsApproval) with
        {
            Approval = ApprovalState.Waiting,
            Approvers = asked,
            ApprovalsNeeded = needed,
            Approvals = mayDecide && asked.Contains(caller.Member) ? [new Approving(caller.Member, now)] : [],
            ApprovalExpiresAt = ApprovalRule.ExpiresAt(campaign.Definition, now, InTime(submitted.StartsAt, now)),
        });
    }

    /// <summary>Needs nobody's approval any more. A change of what is under way comes here only where its templates are to be looked at.</summary>
    private async Task<Campaign> ReadyAsync(Campaign submitted, CampaignMove move, CancellationToken cancellation) =>
        move is CampaignMove.Edit ? reviews.Waiting(submitted, move) : await reviews.EnterAsync(submitted, move, CampaignStatus.Scheduled, cancellation);

    private async Task<Campaign> ApprovedAtOnceAsync(Campaign submitted, Caller caller, CampaignMove move, DateTimeOffset now, CancellationToken cancellation) =>
        await ReadyAsync(submitted, move, cancellation) with { Approval = ApprovalState.Approved, DecidedBy = caller.Member, DecidedAt = now, ApprovedBefore = null };

    /// <summary>What waits for its hour or for approval, with the times that it has now.</summary>
    internal async Task<Campaign> RetimedAsync(Workspace workspace, Campaign campaign, CancellationToken cancellation)
    {
        var schedule = await PlannedAsync(campaign.Schedule!.Id, workspace, campaign, clock.GetUtcNow(), cancellation);
        return campaign with
        {
            StartsAt = schedule.NextAt,
            Schedule = schedule,
            ApprovalExpiresAt = campaign.Status is CampaignStatus.NeedsApproval
                ? ApprovalRule.ExpiresAt(campaign.Definition, campaign.SubmittedAt!.Value, schedule.NextAt)
                : campaign.ApprovalExpiresAt,
        };
    }

    private async Task<CampaignSchedule> PlannedAsync(string id, Workspace workspace, Campaign campaign, DateTimeOffset now, CancellationToken cancellation)
    {
        var schedule = campaign.Definition.Type is CampaignType.Recurring
            ? CampaignSchedule.Recurring(id, campaign.Definition.Schedule, campaign.Schedule, workspace.TimeZone, now)
            : CampaignSchedule.Once(id, campaign.Schedule, await start.RunAsync(campaign.Definition, workspace, cancellation));
        return schedule.State is not ScheduleState.Ended ? schedule : throw new InvalidInputException(
            [new InputProblem("schedule.recurrence", "no_instance_left",
                $"No instance is to come: {schedule.Series!.Done} were up to now, and until or count ends it there. Choose a later day, or a larger count.")], 422);
    }

    private static CampaignChange Started(Campaign campaign)
    {
        var start = new SubmissionStart(campaign.Workspace.Value, campaign.Id.Value, campaign.Submission);
        var intents = new List<Intent> { Intent.ToStart("CampaignLife", campaign.OrchestrationId, JsonSerializer.Serialize(start with { Trace = campaign.Trace })) };
        if (campaign.Approval is ApprovalState.Waiting)
            intents.Add(ToTell(campaign, ApprovalNoticeKind.Request));
        return new CampaignChange(campaign, intents);
    }

    /// <summary>Has members told of the submission as it is.</summary>
    internal static Intent ToTell(Campaign campaign, ApprovalNoticeKind kind) => Intent.ToStart(
        NoticeOrchestrator, campaign.NoticeId(kind, campaign.Reminders), JsonSerializer.Serialize(new NoticeStart(campaign.Workspace.Value, campaign.Id.Value, campaign.Submission, kind, campaign.Reminders)));

    private static DateTimeOffset? InTime(DateTimeOffset? startsAt, DateTimeOffset now) => startsAt > now || startsAt is null
        ? startsAt
        : throw new InvalidInputException([new InputProblem("schedule.at", "in_the_past",
            $"It needs approval, but its time, {startsAt:u}, is over: choose one that leaves the approvers time.")], 422);

    private static ConflictException Required(Workspace workspace, Campaign campaign, Caller caller, int needed) => new(
        ApprovalRule.Refusal(workspace, campaign, caller.Member, caller.Role) is { } refusal
            ? $"It needs somebody's approval before it is scheduled, and yours does not count: {refusal} Submit it instead."
            : $"It needs {needed} approvals before it is scheduled, and yours is one: submit or launch it instead.",
        details: new Dictionary<string, object?> { ["state"] = CampaignMoves.Name(campaign.Status), ["allowed"] = CampaignMoves.Allowed(campaign) });
}

/// <summary>Input of the orchestration that tells members of a submission: ids only.</summary>
/// <param name="Number">Which reminder.</param>
public sealed record NoticeStart(
    string Workspace,
    string Campaign,
    int Submission,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ApprovalNoticeKind Kind = ApprovalNoticeKind.Request,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Number = 0);

/// <summary>Input of the orchestration of a submission: ids only.</summary>
public sealed record SubmissionStart(string Workspace, string Campaign, int Submission)
{
    /// <summary>Where the request ran that led to it; left out while nobody records.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trace { get; init; }
}
