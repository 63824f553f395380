using ActiveReach.Audiences;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Standing;

/// <summary>Whom a triggered campaign watches, so that whoever comes to belong to them gets it: a segment (<c>trigger.enters</c>) or those of whom a
/// condition is true (<c>trigger.when</c>).</summary>
public static class WatchedAudience
{
    /// <summary>Null for campaigns that watch nobody. Those of an outlet watch its people alone.</summary>
    public static Audience? Of(CampaignDefinition definition)
    {
        if (definition is not { Type: CampaignType.Triggered, Trigger: { } json } || InputValue.Of(json, "trigger") is var trigger && trigger["event"] is not null)
            return null;
        if (trigger["enters"]?.AsText is { } segment)
            return new Audience { Include = [segment], Outlet = definition.Location };
        return trigger["when"] is { } when ? new Audience { Where = when.Json, Outlet = definition.Location } : null;
    }

    /// <summary>In words.</summary>
    internal static string? NameOf(CampaignDefinition definition) => Of(definition) switch
    {
        null => null,
        { Include: [var segment, ..] } => $"the segment '{segment}'",
        _ => "its condition",
    };

    /// <summary>What is wrong with them, each problem at its place in the trigger.</summary>
    internal static async Task<IEnumerable<InputProblem>> CheckAsync(CampaignDefinition definition, Workspace workspace, ResolveAudience audiences, CancellationToken cancellation) =>
        Of(definition) is { } watched ? (await audiences.CheckAsync(watched, workspace, "trigger", cancellation)).Select(InTrigger) : [];

    private static InputProblem InTrigger(InputProblem problem) => problem with
    {
        Path = problem.Path.Replace("trigger.include[0]", "trigger.enters", StringComparison.Ordinal).Replace("trigger.where", "trigger.when", StringComparison.Ordinal),
        Message = problem.Message.Replace("in 'where'", "in 'when'", StringComparison.Ordinal),
    };
}
