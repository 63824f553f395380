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
        if (definition.Approval is { Required: false } approval && workspace.ApprovalPolicy is not ApprovalPolicy.Always)
        {
            foreach (var part in Said(approval))
                yield return new InputProblem($"approval.{part}", "no_effect", $"Approval isn't required, so {part} counts only when a viewer submits: set approval.required, or leave {part} out.");
        }

        if (definition is { Experiment: { } alone, Variants.Count: 1 } && definition.Type is not CampaignType.Test)
        {
            yield return new InputProblem(IdleOf(alone) is { } idle ? $"experiment.{idle}" : "experiment", "no_effect",
                "There is one variant only, so nothing is compared: of the experiment only its holdout counts, and metric, duration, onInconclusive and scope do nothing. Add a variant, or leave them out.");
        }
    }

    /// <summary>What says something of its own about an approval.</summary>
    private static IEnumerable<string> Said(ApprovalDefinition approval)
    {
        var missing = new ApprovalDefinition();
        return new[]
        {
            (Part: "approvers", IsSaid: approval.Approvers.Count > 0),
            (Part: "decisions", IsSaid: approval.Decisions != missing.Decisions),
            (Part: "timeout", IsSaid: approval.Timeout != missing.Timeout),
            (Part: "reminders", IsSaid: !approval.Reminders.SequenceEqual(missing.Reminders)),
            (Part: "escalation", IsSaid: approval.Escalation is not null),
        }.Where(each => each.IsSaid).Select(each => each.Part);
    }

    /// <summary>The first member that says something of its own and compares.</summary>
    private static string? IdleOf(ExperimentDefinition experiment) =>
        experiment.Metric != Missing.Metric ? "metric"
        : experiment.Duration != Missing.Duration ? "duration"
        : experiment.OnInconclusive != Missing.OnInconclusive ? "onInconclusive"
        : experiment.Scope != Missing.Scope ? "scope"
        : null;
}
