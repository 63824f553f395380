using ActiveReach.Channels;
using ActiveReach.Problems;

namespace ActiveReach.Outlets;

/// <summary>What an outlet keeps and nothing does yet, told wherever one is answered, so that nobody takes it for working.</summary>
public static class OutletWarnings
{
    /// <param name="workspaceZone">An outlet in the same zone has nothing to be told of it.</param>
    public static IReadOnlyList<InputProblem> Of(Outlet outlet, string workspaceZone) =>
    [
        .. outlet.Senders.Select(sender => new InputProblem($"senders.{sender.Key.Name()}", "not_used_yet",
            $"No message goes from '{sender.Value}' by itself yet: name it in a campaign's channels[].sender to send from it. What people send to it is heard.")),
        .. outlet.Values.Count == 0 ? [] : new[] { new InputProblem("values", "not_used_yet", "Templates can't name an outlet's values yet; they are kept. {{outlet}} says its name.") },
        .. outlet.TimeZone == workspaceZone ? [] : new[]
        {
            new InputProblem("timeZone", "not_used_yet",
                $"'{outlet.TimeZone}' counts for quiet hours of people of whom nothing else tells the zone; schedules by the time of an outlet can't be sent yet."),
        },
    ];
}
