using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Ids;
using ActiveReach.Problems;

namespace ActiveReach.Transfer;

/// <summary>Under which ids the contacts of a file are known where they have come to: a store gives ids of its own.</summary>
internal sealed class MovedContacts
{
    private const string Contact = "contact";

    private readonly ConcurrentDictionary<ContactId, ContactId> moved = new();

    public ContactId this[ContactId before]
    {
        get => moved.GetValueOrDefault(before, before);
        set => moved[before] = value;
    }

    /// <summary>The body of a document with the ids that are in force now; the same where it names nobody.</summary>
    public byte[] Rewritten(string body)
    {
        if (!body.Contains($"\"{Contact}\"", StringComparison.Ordinal) && !body.Contains("\"ctc_", StringComparison.Ordinal))
            return System.Text.Encoding.UTF8.GetBytes(body);
        var json = JsonSerializer.Deserialize<JsonNode>(body)!;
        return Rewrite(json) ? System.Text.Encoding.UTF8.GetBytes(json.ToJsonString(Wire.Json)) : System.Text.Encoding.UTF8.GetBytes(body);
    }

    private bool Rewrite(JsonNode? node) => node switch
    {
        JsonObject json => json.ToList().Aggregate(false, (changed, member) => Rewrite(json, member.Key, member.Value) | changed),
        JsonArray list => Enumerable.Range(0, list.Count).Aggregate(false, (changed, at) => Rewrite(list, at) | changed),
        _ => false,
    };

    /// <summary>A contact is a number in an object of its own, or a text.</summary>
    private bool Rewrite(JsonObject json, string name, JsonNode? value)
    {
        if (name == Contact && value is JsonObject { Count: 1 } id && id["value"] is JsonValue number && number.TryGetValue<long>(out var before))
        {
            id["value"] = this[new ContactId(before)].Value;
            return true;
        }

        if (Of(value) is not { } known)
            return Rewrite(value);
        json[name] = known.ToString();
        return true;
    }

    private bool Rewrite(JsonArray list, int at)
    {
        if (Of(list[at]) is not { } known)
            return Rewrite(list[at]);
        list[at] = known.ToString();
        return true;
    }

    private ContactId? Of(JsonNode? text) =>
        text is JsonValue value && value.TryGetValue<string>(out var written) && ContactId.TryParse(written, out var before) && moved.TryGetValue(before, out var known) ? known : null;
}
