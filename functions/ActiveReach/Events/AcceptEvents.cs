using System.Globalization;
using System.Text.Json.Serialization;
using ActiveReach.Entries;
using ActiveReach.Entries.Triggers;
using ActiveReach.Ids;
using ActiveReach.Inputs;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Events;

/// <summary>Takes events in: all of a request or none. Whoever is answered can forget them.</summary>
public sealed class AcceptEvents(IEventStore events, HearEvents triggers, WorkspaceRegister workspaces, OutletDirectories outlets, TimeProvider clock)
{
    /// <summary>Most events of one request.</summary>
    public const int Most = 1000;

    /// <summary>Most bytes of one request: so many events with the largest content.</summary>
    public const int LargestBody = Most * (ContactEvent.LargestBytes + 2048);

    /// <param name="body">One event or an array of them.</param>
    /// <exception cref="InvalidInputException">Something is wrong with at least one; nothing is kept.</exception>
    public async Task<EventsTaken> RunAsync(WorkspaceId workspace, InputValue body, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var reader = new EventReader(now, await workspaces.ReadAsync(workspace, cancellation));
        var received = (body.IsList ? ListOf(body) : [body]).Select(reader.Read).OfType<ReceivedEvent>().ToList();
        body.RefuseProblems();

        var added = await events.AddAsync(workspace, received, now, cancellation);
        if (added.Strangers.Count > 0)
            throw new InvalidInputException([.. added.Strangers.Select(index => Unknown(body.IsList ? string.Create(CultureInfo.InvariantCulture, $"[{index}]") : "", received[index]))]);
        var rings = await triggers.RunAsync(workspace, [.. received.Select(Heard)], cancellation);
        return new EventsTaken(added.Accepted, added.Duplicates, added.Pending, await UnknownAsync(workspace, received, cancellation)) { Rings = rings };
    }

    private static HeardEvent Heard(ReceivedEvent received) => new(received.Id, received.Type, received.Who switch
    {
        { Kind: IdentityKind.ContactId, Value: var id } => new Whom(ContactId.TryParse(id, out var contact) ? contact : null),
        { Kind: IdentityKind.ExternalId, Value: var externalId } => new Whom(ExternalId: externalId),
        var address => new Whom(Address: address.Value),
    }, received.At, received.Content);

    private async Task<IReadOnlyList<string>?> UnknownAsync(WorkspaceId workspace, IReadOnlyList<ReceivedEvent> received, CancellationToken cancellation)
    {
        var words = received.Select(each => each.Location).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (words.Count == 0)
            return null;
        var known = await outlets.OfAsync(workspace, cancellation);
        return words.FindAll(word => known.Find(word) is null) is { Count: > 0 } unknown ? unknown : null;
    }

    private static IEnumerable<InputValue> ListOf(InputValue list) => list.Count is > 0 and <= Most
        ? list.Items
        : throw new InvalidInputException("", list.Count == 0 ? "required" : "too_many", $"The list has {list.Count} events: send 1 to {Most} at once.");

    private static InputProblem Unknown(string path, ReceivedEvent received) => new(
        JsonPath.Append(path, "contact.id"), "unknown_contact", $"There is no contact '{received.Who.Value}' in this workspace: name the person by externalId, phone or email.");
}

/// <summary>What became of a request.</summary>
/// <param name="Accepted">New events, pending ones included.</param>
/// <param name="Duplicates">Events whose id was there already.</param>
/// <param name="Pending">New events of people who aren't known yet.</param>
/// <param name="UnknownLocations">Locations that are no outlet of the workspace. They are kept as they were sent and count for none; an
/// outlet of that name may follow. Null when there are none.</param>
public sealed record EventsTaken(int Accepted, int Duplicates, int Pending, IReadOnlyList<string>? UnknownLocations)
{
    /// <summary>Orchestrations of campaigns that somebody has entered by them.</summary>
    [JsonIgnore]
    public IReadOnlyCollection<string> Rings { get; init; } = [];
}
