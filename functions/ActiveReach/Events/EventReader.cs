using System.Buffers;
using System.Text;
using System.Text.Json;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Ids;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Events;

/// <summary>Reads events as the contract writes them. Whatever is wrong is noted with the event's place, and reading goes on.</summary>
internal sealed class EventReader(DateTimeOffset now, Workspace workspace)
{
    /// <summary>How far a sender's clock may be ahead.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private const int OldestYears = 5;
    private const int LongestId = 200;
    private const int LongestType = 64;
    private const int LongestLocation = 200;

    private static readonly SearchValues<char> TypeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_.-");

    private delegate string? Rule(string text, out string? error);

    /// <summary>Null, with the problems noted, when something is wrong.</summary>
    public ReceivedEvent? Read(InputValue json)
    {
        var before = json.Problems.Count;
        if (json.Object("id", "type", "contact", "time", "location", "data") is not { } input)
            return null;
        var id = Text(input, "id", LongestId, isRequired: true);
        var type = Type(input);
        var who = Who(input);
        var at = Time(input["time"]);
        var location = Text(input, "location", LongestLocation, isRequired: false);
        var content = input["data"] is { } data ? Content(data) : null;
        if (type is not null && OrderEvents.KindOf(type) is { } kind)
            CheckOrder(kind, id ?? "", input);
        return json.Problems.Count == before ? new ReceivedEvent(id!, type!, who!.Value, at, location, content) { Currency = workspace.Currency } : null;
    }

    private static string? Type(InputValue input)
    {
        var type = Text(input, "type", LongestType, isRequired: true);
        if (type is not null && type.AsSpan().ContainsAnyExcept(TypeCharacters))
            input.Note("type", "invalid_value", $"type is '{type}': use 1 to {LongestType} of a-z, 0-9, _, . and -, e.g. order_placed.");
        return type;
    }

    private EventIdentity? Who(InputValue input)
    {
        if (input["contact"] is not { } contact)
        {
            input.Note("contact", "required", "'contact' is missing: say whom the event is about, e.g. {\"externalId\": \"c-17\"}.");
            return null;
        }

        if (contact.Object("id", "externalId", "phone", "email") is null)
            return null;
        var given = contact.Members.Where(member => !member.Value.IsNull).ToList();
        if (given.Count != 1)
        {
            contact.Note(given.Count == 0 ? "required" : "too_many", $"contact names {given.Count} identities: give exactly one of id, externalId, phone and email.");
            return null;
        }

        var (name, value) = given[0];
        return name switch
        {
            "id" => Identity(IdentityKind.ContactId, name, value, KnownId),
            "externalId" => Identity(IdentityKind.ExternalId, name, value, ExternalId),
            "phone" => Identity(IdentityKind.Phone, name, value, (string text, out string? error) => ValueRules.Phone(text, workspace.HomeCountry, out error)),
            "email" => Identity(IdentityKind.Email, name, value, ValueRules.Email),
            _ => null,
        };
    }

    private static EventIdentity? Identity(IdentityKind kind, string name, InputValue value, Rule rule)
    {
        string? error = null;
        if (value.AsText is not { } text)
            value.Note("wrong_type", $"{name} is {value.Quoted}: it must be a text.");
        else if (rule(text, out error) is var identity && error is not null)
            value.Note("invalid_value", $"{value.Quoted} {error}");
        else
            return new EventIdentity(kind, identity!);
        return null;
    }

    private DateTimeOffset Time(InputValue? given)
    {
        if (given is not { } time)
            return now;
        if (time.AsText is not { } text || !StartTime.TryParseInstant(text, out var instant))
            time.Note("invalid_time", $"time is {time.Quoted}: write it as in RFC 3339 with its offset, e.g. 2026-12-01T10:00:00Z.");
        else if (instant > now + Ahead)
            time.Note("out_of_range", $"time is {time.Quoted}, more than {Ahead.TotalMinutes} minutes ahead of {now:yyyy-MM-dd'T'HH:mm:ss'Z'}: set the sender's clock.");
        else if (instant < now.AddYears(-OldestYears))
            time.Note("out_of_range", $"time is {time.Quoted}, more than {OldestYears} years ago: such events are not kept.");
        else
            return instant.ToUniversalTime();
        return now;
    }

    private static void CheckOrder(OrderFactKind kind, string id, InputValue input)
    {
        if (input["data"] is { IsObject: true } words)
            OrderEvents.Read(kind, id, words);
        else if (input["data"] is null && OrderEvents.WithoutData(kind) is { } problem)
            input.Note("data", "required", problem);
    }

    private static string? Content(InputValue data)
    {
        if (!data.IsObject)
        {
            data.Note("wrong_type", $"data is {data.Quoted}: it must be an object.");
            return null;
        }

        var text = JsonSerializer.Serialize(data.Json, Wire.Json);
        if (Encoding.UTF8.GetByteCount(text) is var bytes && bytes > ContactEvent.LargestBytes)
            data.Note("too_large", $"data is {bytes} bytes of JSON: at most {ContactEvent.LargestBytes} are kept.");
        return text;
    }

    private static string? Text(InputValue input, string name, int longest, bool isRequired)
    {
        if (input[name] is not { } value)
        {
            if (isRequired)
                input.Note(name, "required", $"'{name}' is missing: add it, 1 to {longest} characters.");
            return null;
        }

        if (value.AsText is not { } given)
        {
            value.Note("wrong_type", $"{name} is {value.Quoted}: it must be a text.");
            return null;
        }

        var text = ValueRules.Text(given, longest, out var error);
        if (error is not null)
            value.Note("invalid_value", $"{name} {error}");
        else if (text!.Length == 0)
            value.Note("required", $"{name} is empty: give 1 to {longest} characters.");
        return text;
    }

    private static string? KnownId(string text, out string? error)
    {
        error = ContactId.TryParse(text, out var id) ? null : "is no id of a contact: it looks like ctc_4294967297.";
        return id.ToString();
    }

    private static string? ExternalId(string text, out string? error)
    {
        var value = ValueRules.ExternalId(text, out error);
        if (value is { Length: 0 })
            error = "is empty: give the workspace's own id of the person.";
        return value;
    }
}
