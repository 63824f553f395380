using System.Globalization;
using System.Text.Json;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Events;

/// <summary>Takes events in: all of a request or none. Whoever is answered can forget them.</summary>
public sealed class AcceptEvents(IEventStore events, TimeProvider clock)
{
    /// <summary>Most events of one request.</summary>
    public const int Most = 1000;

    /// <summary>Most bytes of one request: so many events with the largest content.</summary>
    public const int LargestBody = Most * (ContactEvent.LargestBytes + 2048);

    /// <param name="body">One event or an array of them.</param>
    /// <exception cref="InvalidInputException">Something is wrong with at least one; nothing is kept.</exception>
    public async Task<EventsAdded> RunAsync(WorkspaceId workspace, JsonElement body, CancellationToken cancellation = default)
    {
        var problems = new List<InputProblem>();
        var now = clock.GetUtcNow();
        var isList = body.ValueKind is JsonValueKind.Array;
        var received = isList ? ReadAll(body, now, problems) : [.. One(new EventReader(now, problems).Read(body, ""))];
        if (problems.Count > 0)
            throw new InvalidInputException(problems);

        var added = await events.AddAsync(workspace, received, now, cancellation);
        if (added.Strangers.Count > 0)
            throw new InvalidInputException([.. added.Strangers.Select(index => Unknown(isList ? PlaceOf(index) : "", received[index]))]);
        return added;
    }

    private static List<ReceivedEvent> ReadAll(JsonElement list, DateTimeOffset now, List<InputProblem> problems)
    {
        var count = list.GetArrayLength();
        if (count is 0 or > Most)
            throw new InvalidInputException("", count == 0 ? "required" : "too_many", $"The list has {count} events: send 1 to {Most} at once.");
        var reader = new EventReader(now, problems);
        var received = new List<ReceivedEvent>(count);
        var index = 0;
        foreach (var element in list.EnumerateArray())
            received.AddRange(One(reader.Read(element, PlaceOf(index++))));
        return received;
    }

    private static IEnumerable<ReceivedEvent> One(ReceivedEvent? received) => received is null ? [] : [received];

    private static InputProblem Unknown(string path, ReceivedEvent received) => new(
        JsonPath.Append(path, "contact.id"), "unknown_contact", $"There is no contact '{received.Who.Value}' in this workspace: name the person by externalId, phone or email.");

    private static string PlaceOf(int index) => string.Create(CultureInfo.InvariantCulture, $"[{index}]");
}
