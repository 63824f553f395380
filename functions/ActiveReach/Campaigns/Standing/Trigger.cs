using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Standing;

/// <summary>What makes somebody get a triggered campaign, read from its definition.</summary>
/// <param name="Event">The event that does, and what its data must say; null where it is somebody's coming in.</param>
/// <param name="Watched">Those into whom coming in does; null where it is an event.</param>
/// <param name="Delay">From the event or the coming in to the message.</param>
/// <param name="CancelOn">The event that cancels it while it waits.</param>
/// <param name="Reentry">Within this time of one message nobody gets another; null: each event, and each coming in, is one.</param>
public sealed record Trigger(EventCondition? Event, Audience? Watched, TimeSpan Delay, string? CancelOn, TimeSpan? Reentry)
{
    /// <summary>Null where the campaign has no trigger, or it can't be read (any more).</summary>
    public static Trigger? Of(CampaignDefinition definition, Workspace workspace) => Read(definition, workspace, []);

    /// <param name="found">What is wrong with it. Whom it watches is checked by <see cref="WatchedAudience"/>.</param>
    internal static Trigger? Read(CampaignDefinition definition, Workspace workspace, List<InputProblem> found)
    {
        if (definition.Trigger is not { } json)
            return null;
        var trigger = InputValue.Of(json, "trigger");
        var (happens, watched) = (EventOf(trigger, workspace, found), WatchedAudience.Of(definition));
        return (happens is not null || watched is not null) && found.Count == 0
            ? new Trigger(happens, watched, Time(trigger["delay"]) ?? TimeSpan.Zero, trigger["cancelOn"]?.AsText, Time(trigger["reentry"]))
            : null;
    }

    private static EventCondition? EventOf(InputValue trigger, Workspace workspace, List<InputProblem> found)
    {
        if (trigger["event"]?.AsText is not { } name)
            return null;
        var asked = new Dictionary<string, object?> { ["event"] = name };
        if (trigger["where"] is { } where)
            asked["where"] = where.Json;
        return ExpressionParser.Parse(JsonSerializer.SerializeToElement(asked), workspace.CustomFields, "trigger", found) as EventCondition;
    }

    private static TimeSpan? Time(InputValue? text) => IsoDurationConverter.TryParse(text?.AsText, out var time) ? time : null;
}
