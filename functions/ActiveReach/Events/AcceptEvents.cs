using System.Globalization;
using System.Text.Json;
using ActiveReach.Outlets;
using ActiveReach.Phones;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Events;

/// <summary>Takes events in: all of a request or none. Whoever is answered can forget them.</summary>
public sealed class AcceptEvents(IEventStore events, IWorkspaceStore workspaces, OutletDirectories outlets, TimeProvider clock)
{
    /// <summary>Most events of one request.</summary>
    public const int Most = 1000;

    /// <summary>Most bytes of one request: so many events with the largest content.</summary>
    public const int LargestBody = Most * (ContactEvent.LargestBytes + 2048);

    /// <param name="body">One event or an array of them.</param>
    /// <exception cref="InvalidInputException">Something is wrong with at least one; nothing is kept.</exception>
    public async Task<EventsTaken> RunAsync(WorkspaceId workspace, JsonElement body, CancellationToken cancellation = default)
    {
        var problems = new List<InputProblem>();
        var now = clock.GetUtcNow();
        var country = await workspaces.FindAsync(workspace, cancellation) is { } home ? HomeCountries.Of(home) : null;
        var reader = new EventReader(now, country, problems);
        var isList = body.ValueKind is JsonValueKind.Array;
        var received = isList ? ReadAll(body, reader) : [.. One(reader.Read(body, ""))];
        if (problems.Count > 0)
            throw new InvalidInputException(problems);

        var added = await events.AddAsync(workspace, received, now, cancellation);
        if (added.Strangers.Count > 0)
            throw new InvalidInputException([.. added.Strangers.Select(index => Unknown(isList ? PlaceOf(index) : "", received[index]))]);
        return new EventsTaken(added.Accepted, added.Duplicates, added.Pending, await UnknownAsync(workspace, received, cancellation));
    }

    private async Task<IReadOnlyList<string>?> UnknownAsync(WorkspaceId workspace, IReadOnlyList<ReceivedEvent> received, CancellationToken cancellation)
    {
        var words = received.Select(each => each.Location).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (words.Count == 0)
            return null;
        var known = await outlets.OfAsync(workspace, cancellation);
        return words.FindAll(word => known.Find(word) is null) is { Count: > 0 } unknown ? unknown : null;
    }

    private static List<ReceivedEvent> ReadAll(JsonElement list, EventReader reader)
    {
        var count = list.GetArrayLength();
        if (count is 0 or > Most)
            throw new InvalidInputException("", count == 0 ? "required" : "too_many", $"The list has {count} events: send 1 to {Most} at once.");
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

/// <summary>What became of a request.</summary>
/// <param name="Accepted">New events, pending ones included.</param>
/// <param name="Duplicates">Events whose id was there already.</param>
/// <param name="Pending">New events of people who aren't known yet.</param>
/// <param name="UnknownLocations">Locations that are no outlet of the workspace. They are kept as they were sent and count for none; an
/// outlet of that name may follow. Null when there are none.</param>
public sealed record EventsTaken(int Accepted, int Duplicates, int Pending, IReadOnlyList<string>? UnknownLocations);
