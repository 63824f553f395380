using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActiveReach.Sqlite.Audiences.FieldTypes;

namespace ActiveReach.Sqlite.Audiences.Contacts;

/// <summary>Custom fields as the JSON object that the row keeps.</summary>
internal static class CustomJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly Dictionary<string, object> Nothing = [];

    public static string? Write(IReadOnlyDictionary<string, object> custom)
    {
        if (custom.Count == 0)
            return null;
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        foreach (var (name, value) in custom)
        {
            writer.WritePropertyName(name);
            switch (value)
            {
                case double number:
                    writer.WriteNumberValue(number);
                    break;
                case bool flag:
                    writer.WriteBooleanValue(flag);
                    break;
                case IReadOnlyList<string> list:
                    writer.WriteStartArray();
                    foreach (var member in list)
                        writer.WriteStringValue(member);
                    writer.WriteEndArray();
                    break;
                default:
                    writer.WriteStringValue((string)value);
                    break;
            }
        }

        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static IReadOnlyDictionary<string, object> Read(string? json)
    {
        if (json is null)
            return Nothing;
        using var document = JsonDocument.Parse(json);
        var custom = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            custom[member.Name] = member.Value.ValueKind switch
            {
                JsonValueKind.Number => member.Value.GetDouble(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Array => member.Value.EnumerateArray().Select(item => item.GetString()!).ToArray(),
                _ => member.Value.GetString()!,
            };
        }

        return custom;
    }
}

/// <summary>Custom fields of a recipient, read out of their JSON only when somebody asks: planning never does.</summary>
/// <param name="flipped">Fields whose values may not have their type yet.</param>
internal sealed class LazyCustom(string json, FieldsInChange? flipped) : IReadOnlyDictionary<string, object?>
{
    private Dictionary<string, object?>? values;

    public int Count => Values.Count;

    public IEnumerable<string> Keys => Values.Keys;

    IEnumerable<object?> IReadOnlyDictionary<string, object?>.Values => Values.Values;

    public object? this[string key] => Values[key];

    private Dictionary<string, object?> Values => values ??= (flipped?.Typed(CustomJson.Read(json)) ?? CustomJson.Read(json)).ToDictionary(pair => pair.Key, pair => (object?)pair.Value, StringComparer.Ordinal);

    public bool ContainsKey(string key) => Values.ContainsKey(key);

    public bool TryGetValue(string key, out object? value) => Values.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
