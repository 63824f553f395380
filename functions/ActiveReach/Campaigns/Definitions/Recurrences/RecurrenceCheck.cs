using ActiveReach.Campaigns.Submissions;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>What a recurring campaign must say before it is submitted.</summary>
internal static class RecurrenceCheck
{
    public static IEnumerable<InputProblem> Of(CampaignDefinition definition, string workspaceZone, DateTimeOffset now)
    {
        if (definition.Type is not CampaignType.Recurring || definition.Schedule is { Kind: not ScheduleKind.Recurring })
            yield break;
        if (definition.Schedule?.Recurrence is not { } recurrence)
        {
            yield return new InputProblem("schedule.recurrence", "required",
                "schedule.recurrence is missing: say when it goes out, e.g. {\"every\": \"week\", \"on\": [\"mon\"], \"at\": \"09:00\"}.");
            yield break;
        }

        if (recurrence.Every is null)
            yield return new InputProblem("schedule.recurrence.every", "required", "schedule.recurrence.every is missing: use one of day, week, month.");
        if (recurrence.At is null)
            yield return new InputProblem("schedule.recurrence.at", "required", "schedule.recurrence.at is missing: write the local time of day, e.g. 09:00.");
        if (recurrence.Until is { } until && Instances.Begin(definition.Schedule, null, workspaceZone, now) is { } series && !Instances.Of(definition.Schedule, series, workspaceZone).Any())
            yield return new InputProblem("schedule.recurrence.until", "in_the_past", $"No instance is to come until {until:yyyy-MM-dd}, and now is {now:u}: choose a later day.");
    }
}
