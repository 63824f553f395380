using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Standing;

/// <summary>What makes somebody get a triggered campaign, read from its definition.</summary>
/// <param name="Event">The event that does, and what its data must say.</param>
/// <param name="Delay">From the event to the message.</param>
/// <param name="CancelOn">The event that cancels it while it waits.</param>
/// <param name="Reentry">Within this time of one message nobody gets another; null: each event is one.</param>
public sealed record Trigger(EventCondition Event, TimeSpan Delay, string? CancelOn, TimeSpan? Reentry)
{
    /// <summary>Null where the campaign has no trigger by an event, or it can't be read (any more).</summary>
    public static Trigger? Of(CampaignDefinition definition, Workspace workspace) => Read(definition, workspace, []);

    /// <param name="found">What is wrong with it.</param>
    internal static Trigger? Read(CampaignDefinition definition, Workspace workspace, List<InputProblem> found)
    {
        if (definition.Trigger is not { } json || InputValue.Of(json, "trigger") is var trigger && trigger["event"]?.AsText is not { } name)
            return null;
        var asked = new Dictionary<string, object?> { ["event"] = name };
        if (trigger["where"] is { } where)
            asked["where"] = where.Json;
        return ExpressionParser.Parse(JsonSerializer.SerializeToElement(asked), workspace.CustomFields, "trigger", found) is EventCondition condition && found.Count == 0
            ? new Trigger(condition, Time(trigger["delay"]) ?? TimeSpan.Zero, trigger["cancelOn"]?.AsText, Time(trigger["reentry"]))
            : null;
    }

    private static TimeSpan? Time(InputValue? text) => IsoDurationConverter.TryParse(text?.AsText, out var time) ? time : null;
}
