using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Parts that have an effect in other circumstances than this definition's: harmless, but not what somebody may expect.</summary>
internal static class PartWarnings
{
    public static IEnumerable<InputProblem> Of(CampaignDefinition definition, Workspace workspace)
    {
        if (definition is { FallbackAfter: not null, Delivery: DeliveryMode.FirstReachable, Channels.Count: 1 })
            yield return new InputProblem("fallbackAfter", "no_effect", "There is one channel only, so there is none to fall back to: add another, or remove fallbackAfter.");
        if (definition.Schedule is { At: { } at, Timezone: not null } && StartTime.TryParseInstant(at, out _))
            yield return new InputProblem("schedule.timezone", "no_effect", $"schedule.at '{at}' says its own offset, so the zone changes nothing: remove one of the two.");
        if (definition.Approval is { Required: false, Approvers.Count: > 0 } && workspace.ApprovalPolicy is not ApprovalPolicy.Always)
            yield return new InputProblem("approval.approvers", "no_effect", "Approval isn't required, so they are asked only when a viewer submits: set approval.required, or leave approvers out.");
    }
}
