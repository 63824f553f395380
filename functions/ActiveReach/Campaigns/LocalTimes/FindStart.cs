using ActiveReach.Campaigns.Definitions;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.LocalTimes;

/// <summary>Finds when a campaign starts: at its time, or, where people are reached by clocks of their own, with the first of them whose time is still
/// to come.</summary>
public sealed class FindStart(AudienceZones zones, TimeProvider clock)
{
    /// <returns>Null for at once.</returns>
    /// <exception cref="InvalidInputException">The time is over for everybody, or comes too early for the rest behind a test (422).</exception>
    public async Task<DateTimeOffset?> RunAsync(CampaignDefinition definition, Workspace workspace, CancellationToken cancellation = default)
    {
        if (LocalTime.Of(definition.Schedule, clock.GetUtcNow()) is not { } time)
            return StartTime.Resolve(definition.Schedule, workspace.TimeZone);
        var found = await ZonesAsync(time, definition, workspace, cancellation);
        if (SlotsIn(found, time) is not { Count: > 0 } slots)
        {
            throw new InvalidInputException([new InputProblem("schedule.at", "in_the_past",
                $"{time.At} is over for everybody of the audience, and schedule.slotPassed is skip: choose a time that is still to come, or next_day.")], 422);
        }

        CheckTest(definition, slots, SlotsIn(found, time, daysLater: 1));
        return slots.Min();
    }

    /// <summary>The same when the start comes near, for an audience that may have changed; null where nobody's time is to come.</summary>
    public async Task<DateTimeOffset?> AgainAsync(LocalTime time, CampaignDefinition definition, Workspace workspace, CancellationToken cancellation = default)
    {
        try
        {
            return SlotsIn(await ZonesAsync(time, definition, workspace, cancellation), time) is { Count: > 0 } slots ? slots.Min() : null;
        }
        catch (InvalidInputException)
        {
            // An audience that can't be read any more is told of when it is to be sent to.
            return null;
        }
    }

    private async Task<IReadOnlyCollection<string>> ZonesAsync(LocalTime time, CampaignDefinition definition, Workspace workspace, CancellationToken cancellation) =>
        await zones.FindAsync(definition, time.Clock, workspace, cancellation) is { Count: > 0 } found ? found : [workspace.TimeZone];

    private static List<DateTimeOffset> SlotsIn(IReadOnlyCollection<string> zones, LocalTime time, int daysLater = 0) =>
        [.. zones.Select(zone => time.SlotIn(zone, daysLater)).OfType<DateTimeOffset>()];

    /// <summary>The rest is sent to at the same local time of the day after its test; by then a winner must have been chosen.</summary>
    private static void CheckTest(CampaignDefinition definition, List<DateTimeOffset> test, List<DateTimeOffset> rest)
    {
        if (definition.Experiment is not { } experiment || !definition.HasRestBehindTest || test.Max() + experiment.Duration <= rest.Min())
            return;
        throw new InvalidInputException([new InputProblem("experiment.duration", "test_too_long",
            $"The last of the test are sent to at {test.Max():u}, so it ends at {test.Max() + experiment.Duration:u} at the earliest, and the first of the rest are due at {rest.Min():u}, a day after theirs: "
            + (rest.Min() > test.Max() ? $"make it at most {(rest.Min() - test.Max()).TotalMinutes:0} minutes, or name one zone in schedule.timezone." : "name one zone in schedule.timezone."))], 422);
    }
}
