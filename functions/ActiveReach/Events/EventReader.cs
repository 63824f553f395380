using System.Buffers;
using System.Text;
using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Values;

namespace ActiveReach.Events;

/// <summary>Reads events as the contract writes them. Whatever is wrong is noted with the event's place, and reading goes on.</summary>
/// <param name="country">Where phone numbers without a country code are from; null when nothing tells.</param>
internal sealed class EventReader(DateTimeOffset now, string? country, List<InputProblem> problems)
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
    /// <param name="path">Where the event stands: <c>[3]</c>, or empty.</param>
    public ReceivedEvent? Read(JsonElement element, string path)
    {
        var before = problems.Count;
        if (InputObject.Of(element, path, problems, "id", "type", "contact", "time", "location", "data") is null)
            return null;
        var id = Text(element, path, "id", LongestId, isRequired: true);
        var type = Type(element, path);
        var who = Who(element, path);
        var at = Time(element, path);
        var location = Text(element, path, "location", LongestLocation, isRequired: false);
        var content = Content(element, path);
        if (type is not null && OrderEvents.KindOf(type) is { } kind && (content is not null || Member(element, "data") is null))
            OrderEvents.Read(kind, id ?? "", Member(element, "data"), JsonPath.Append(path, "data"), problems);
        return problems.Count == before ? new ReceivedEvent(id!, type!, who!.Value, at, location, content) : null;
    }

    private string? Type(JsonElement element, string path)
    {
        var type = Text(element, path, "type", LongestType, isRequired: true);
        if (type is not null && type.AsSpan().ContainsAnyExcept(TypeCharacters))
            Note(JsonPath.Append(path, "type"), "invalid_value", $"type is '{type}': use 1 to {LongestType} of a-z, 0-9, _, . and -, e.g. order_placed.");
        return type;
    }

    private EventIdentity? Who(JsonElement element, string path)
    {
        var at = JsonPath.Append(path, "contact");
        if (Member(element, "contact") is not { } contact)
        {
            Note(at, "required", "'contact' is missing: say whom the event is about, e.g. {\"externalId\": \"c-17\"}.");
            return null;
        }

        if (InputObject.Of(contact, at, problems, "id", "externalId", "phone", "email") is null)
            return null;
        var given = contact.EnumerateObject().Where(member => member.Value.ValueKind is not JsonValueKind.Null).ToList();
        if (given.Count != 1)
        {
            Note(at, given.Count == 0 ? "required" : "too_many", $"contact names {given.Count} identities: give exactly one of id, externalId, phone and email.");
            return null;
        }

        return given[0].Name switch
        {
            "id" => Identity(IdentityKind.ContactId, given[0], at, KnownId),
            "externalId" => Identity(IdentityKind.ExternalId, given[0], at, ExternalId),
            "phone" => Identity(IdentityKind.Phone, given[0], at, (string text, out string? error) => ValueRules.Phone(text, country, out error)),
            "email" => Identity(IdentityKind.Email, given[0], at, ValueRules.Email),
            _ => null,
        };
    }

    private EventIdentity? Identity(IdentityKind kind, JsonProperty member, string path, Rule rule)
    {
        var at = JsonPath.Append(path, member.Name);
        if (member.Value.ValueKind is not JsonValueKind.String)
        {
            Note(at, "wrong_type", $"{member.Name} is {JsonText.Quote(member.Value)}: it must be a text.");
            return null;
        }

        var value = rule(member.Value.GetString()!, out var error);
        if (error is null)
            return new EventIdentity(kind, value!);
        Note(at, "invalid_value", $"{JsonText.Quote(member.Value)} {error}");
        return null;
    }

    private DateTimeOffset Time(JsonElement element, string path)
    {
        if (Member(element, "time") is not { } time)
            return now;
        var at = JsonPath.Append(path, "time");
        if (time.ValueKind is not JsonValueKind.String || !StartTime.TryParseInstant(time.GetString()!, out var instant))
            Note(at, "invalid_time", $"time is {JsonText.Quote(time)}: write it as in RFC 3339 with its offset, e.g. 2026-12-01T10:00:00Z.");
        else if (instant > now + Ahead)
            Note(at, "out_of_range", $"time is {JsonText.Quote(time)}, more than {Ahead.TotalMinutes} minutes ahead of {now:yyyy-MM-dd'T'HH:mm:ss'Z'}: set the sender's clock.");
        else if (instant < now.AddYears(-OldestYears))
            Note(at, "out_of_range", $"time is {JsonText.Quote(time)}, more than {OldestYears} years ago: such events are not kept.");
        else
            return instant.ToUniversalTime();
        return now;
    }

    private string? Content(JsonElement element, string path)
    {
        if (Member(element, "data") is not { } data)
            return null;
        var at = JsonPath.Append(path, "data");
        if (data.ValueKind is not JsonValueKind.Object)
        {
            Note(at, "wrong_type", $"data is {JsonText.Quote(data)}: it must be an object.");
            return null;
        }

        var text = JsonSerializer.Serialize(data, Wire.Json);
        if (Encoding.UTF8.GetByteCount(text) is var bytes && bytes > ContactEvent.LargestBytes)
            Note(at, "too_large", $"data is {bytes} bytes of JSON: at most {ContactEvent.LargestBytes} are kept.");
        return text;
    }

    private string? Text(JsonElement element, string path, string name, int longest, bool isRequired)
    {
        var at = JsonPath.Append(path, name);
        if (Member(element, name) is not { } value)
        {
            if (isRequired)
                Note(at, "required", $"'{name}' is missing: add it, 1 to {longest} characters.");
            return null;
        }

        if (value.ValueKind is not JsonValueKind.String)
        {
            Note(at, "wrong_type", $"{name} is {JsonText.Quote(value)}: it must be a text.");
            return null;
        }

        var text = ValueRules.Text(value.GetString()!, longest, out var error);
        if (error is not null)
            Note(at, "invalid_value", $"{name} {error}");
        else if (text!.Length == 0)
            Note(at, "required", $"{name} is empty: give 1 to {longest} characters.");
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

    private static JsonElement? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    private void Note(string path, string code, string message) => problems.Add(new InputProblem(path, code, message));
}
