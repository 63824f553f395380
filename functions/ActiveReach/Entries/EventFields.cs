using ActiveReach.Inputs;

namespace ActiveReach.Entries;

/// <summary>What an event or a call said, as a message may name it: texts and numbers as they were written, yes and no, lists, and objects with names of
/// their own.</summary>
public static class EventFields
{
    /// <param name="content">A JSON object, as text; null for nothing.</param>
    public static IReadOnlyDictionary<string, object?> Read(string? content) =>
        content is null ? new Dictionary<string, object?>() : Members(InputValue.Of(System.Text.Json.JsonElement.Parse(content)));

    private static Dictionary<string, object?> Members(InputValue json)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in json.Members)
            members[name] = Value(value);
        return members;
    }

    private static object? Value(InputValue json) => json switch
    {
        { IsObject: true } => Members(json),
        { IsList: true } => json.Items.Select(Value).ToList(),
        { AsFlag: { } flag } => flag,
        _ => json.AsDigits ?? json.AsText,
    };
}
