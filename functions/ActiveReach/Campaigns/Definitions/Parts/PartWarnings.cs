using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Parts that have an effect in other circumstances than this definition's: harmless, but not what somebody may expect.</summary>
internal static class PartWarnings
{
    private static readonly ExperimentDefinition Missing = new();

    public static IEnumerable<InputProblem> Of(CampaignDefinition definition, Workspace workspace)
    {
        if (definition is { FallbackAfter: not null, Delivery: DeliveryMode.FirstReachable, Channels.Count: 1 })
            yield return new InputProblem("fallbackAfter", "no_effect", "There is one channel only, so there is none to fall back to: add another, or remove fallbackAfter.");
        if (definition.Schedule is { At: { } at, Timezone: not (null or "recipient" or "outlet") } && StartTime.TryParseInstant(at, out _))
            yield return new InputProblem("schedule.timezone", "no_effect", $"schedule.at '{at}' says its own offset, so the zone changes nothing: remove one of the two.");
        if (definition.Approval is { Required: false, Approvers.Count: > 0 } && workspace.ApprovalPolicy is not ApprovalPolicy.Always)
            yield return new InputProblem("approval.approvers", "no_effect", "Approval isn't required, so they are asked only when a viewer submits: set approval.required, or leave approvers out.");
        if (definition.Approval is { Required: false } approval && approval.Timeout != new ApprovalDefinition().Timeout && workspace.ApprovalPolicy is not ApprovalPolicy.Always)
            yield return new InputProblem("approval.timeout", "no_effect", "Approval isn't required, so the time-out counts only when a viewer submits: set approval.required, or leave the timeout out.");
        if (definition is { Experiment: { } alone, Variants.Count: 1 } && definition.Type is not CampaignType.Test)
        {
            yield return new InputProblem(IdleOf(alone) is { } idle ? $"experiment.{idle}" : "experiment", "no_effect",
                "There is one variant only, so nothing is compared: of the experiment only its holdout counts, and metric, duration, onInconclusive and scope do nothing. Add a variant, or leave them out.");
        }
    }

    /// <summary>The first member that says something of its own and compares.</summary>
    private static string? IdleOf(ExperimentDefinition experiment) =>
        experiment.Metric != Missing.Metric ? "metric"
        : experiment.Duration != Missing.Duration ? "duration"
        : experiment.OnInconclusive != Missing.OnInconclusive ? "onInconclusive"
        : experiment.Scope != Missing.Scope ? "scope"
        : null;
}
