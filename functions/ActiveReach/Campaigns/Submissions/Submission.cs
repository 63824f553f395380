using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveReach.Access;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Sight;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Submissions;

/// <summary>Turns a definition that is ready into a submission: a new ordinal with an orchestration of its own, waiting for
/// approval or for its time.</summary>
public sealed class Submission(CampaignValidation validation, Members members, FindStart start, TimeProvider clock)
{
    /// <summary>Name of the orchestration that tells the approvers of one submission.</summary>
    public const string NoticeOrchestrator = "ApprovalNotice";

    /// <exception cref="InvalidInputException">Listing every problem (422: the request is right, the draft isn't ready).</exception>
    internal async Task CheckAsync(Workspace workspace, Campaign campaign, CancellationToken cancellation)
    {
        List<InputProblem> problems = [.. await validation.ForSendingAsync(campaign.Definition, workspace, cancellation)];
        if (campaign.Definition.Approval is { Approvers.Count: > 0 })
            problems.AddRange(ApprovalRule.Unfit(campaign.Definition, await members.AllAsync(workspace.Id, cancellation)));
        if (problems.Count > 0)
            throw new InvalidInputException(problems, 422);
    }

    /// <summary>When it starts; null for at once.</summary>
    internal Task<DateTimeOffset?> StartOfAsync(Workspace workspace, CampaignDefinition definition, CancellationToken cancellation) => start.RunAsync(definition, workspace, cancellation);

    /// <param name="decides">Whether the caller's own yes counts where they may give it.</param>
    /// <param name="anew">Asks for approval even where it would not be required, because what was approved has changed.</param>
    internal async Task<CampaignChange> PrepareAsync(
        Caller caller, Workspace workspace, Campaign campaign, CampaignMove move, bool decides, bool anew, CancellationToken cancellation)
    {
        await CheckAsync(workspace, campaign, cancellation);
        var now = clock.GetUtcNow();
        var startsAt = await StartOfAsync(workspace, campaign.Definition, cancellation);
        var submitted = campaign with
        {
            Submission = campaign.Submission + 1,
            SubmittedBy = caller.Member,
            SubmittedAt = now,
            Trace = Trail.Here,
            StartsAt = startsAt,
            Schedule = new CampaignSchedule($"{campaign.Id}.s{campaign.Submission + 1}", NextAt: startsAt),
            Approval = ApprovalState.NotAsked,
            ApprovalExpiresAt = null,
            Approvers = [],
            DecidedBy = null,
            DecidedAt = null,
            DecisionComment = null,
        };
        if (!anew && !ApprovalRule.IsRequired(workspace.ApprovalPolicy, caller.Role, campaign.Definition))
            return Started(submitted.To(move, CampaignStatus.Scheduled));
        if (decides && ApprovalRule.Refusal(workspace, campaign, caller.Member, caller.Role) is null)
            return Started(submitted.To(move, CampaignStatus.Scheduled) with { Approval = ApprovalState.Approved, DecidedBy = caller.Member, DecidedAt = now });
        if (CampaignMoves.Targets(campaign.Status, move)?.Contains(CampaignStatus.NeedsApproval) is not true)
            throw Required(workspace, campaign, caller);

        return Started(submitted.To(move, CampaignStatus.NeedsApproval) with
        {
            Approval = ApprovalState.Waiting,
            Approvers = ApprovalRule.Approvers(workspace, campaign, await members.AllAsync(workspace.Id, cancellation)),
            ApprovalExpiresAt = ApprovalRule.ExpiresAt(campaign.Definition, now, InTime(submitted.StartsAt, now)),
        });
    }

    private static CampaignChange Started(Campaign campaign)
    {
        var start = new SubmissionStart(campaign.Workspace.Value, campaign.Id.Value, campaign.Submission);
        var intents = new List<Intent> { Intent.ToStart("CampaignLife", campaign.OrchestrationId, JsonSerializer.Serialize(start with { Trace = campaign.Trace })) };
        if (campaign.Approval is ApprovalState.Waiting)
            intents.Add(Intent.ToStart(NoticeOrchestrator, campaign.NoticeId, JsonSerializer.Serialize(start)));
        return new CampaignChange(campaign, intents);
    }

    private static DateTimeOffset? InTime(DateTimeOffset? startsAt, DateTimeOffset now) => startsAt > now || startsAt is null
        ? startsAt
        : throw new InvalidInputException([new InputProblem("schedule.at", "in_the_past",
            $"It needs approval, but its time, {startsAt:u}, is over: choose one that leaves the approvers time.")], 422);

    private static ConflictException Required(Workspace workspace, Campaign campaign, Caller caller) => new(
        $"It needs somebody's approval before it is scheduled, and yours does not count: {ApprovalRule.Refusal(workspace, campaign, caller.Member, caller.Role)} Submit it instead.",
        details: new Dictionary<string, object?> { ["state"] = CampaignMoves.Name(campaign.Status), ["allowed"] = CampaignMoves.Allowed(campaign.Status) });
}

/// <summary>Input of the orchestration of a submission: ids only.</summary>
public sealed record SubmissionStart(string Workspace, string Campaign, int Submission)
{
    /// <summary>Where the request ran that led to it; left out while nobody records.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trace { get; init; }
}
