using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Standing;

/// <summary>Whether a campaign that stands can ever send: days that are still to come, and something that asks for it.</summary>
internal static class StandingRules
{
    private static readonly string[] Ways = ["event", "enters", "when"];

    public static IEnumerable<InputProblem> Check(CampaignDefinition definition, Workspace workspace, DateTimeOffset now)
    {
        if (!definition.IsStanding)
            return [];
        return [.. Days(definition.Schedule, workspace, now), .. definition.Type is CampaignType.Triggered ? OfTrigger(definition, workspace) : []];
    }

    private static IEnumerable<InputProblem> Days(Schedule? schedule, Workspace workspace, DateTimeOffset now)
    {
        if (schedule is { From: { } from, Until: { } last } && last < from)
            yield return new InputProblem("schedule.until", "out_of_range", $"schedule.until {last:yyyy-MM-dd} is before schedule.from {from:yyyy-MM-dd}: choose a later day.");
        else if (schedule?.Until is { } until && StandingDays.Closes(schedule, workspace.TimeZone) <= now)
            yield return new InputProblem("schedule.until", "in_the_past", $"schedule.until {until:yyyy-MM-dd} is over: choose a day that is still to come.");
    }

    private static List<InputProblem> OfTrigger(CampaignDefinition definition, Workspace workspace)
    {
        if (definition.Trigger is not { } trigger)
            return [new InputProblem("trigger", "required", "trigger is missing: say what makes somebody get it, e.g. {\"event\": \"cart_abandoned\", \"delay\": \"PT1H\"}.")];
        if (Ways.Count(way => InputValue.Of(trigger, "trigger")[way] is not null) is not 1 and var given)
            return [new InputProblem("trigger", given == 0 ? "required" : "too_many", $"trigger names {given} of {string.Join(", ", Ways)}: give exactly one, e.g. {{\"event\": \"cart_abandoned\"}}.")];
        var found = new List<InputProblem>();
        Trigger.Read(definition, workspace, found);
        return found;
    }
}
