using System.Text.Encodings.Web;
using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Exports;

/// <summary>Contacts as lines of JSON in the form that <see cref="JsonContact"/> reads, so that a file can be imported again.</summary>
public static class ContactNdjson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the line of a contact with its line break; what is missing is left out.</summary>
    /// <param name="customFields">Those that the workspace knows; others could not be imported again.</param>
    public static void Append(Stream target, Contact contact, IEnumerable<string> customFields)
    {
        using var json = new Utf8JsonWriter(target, Options);
        json.WriteStartObject();
        foreach (var field in ContactFields.All)
        {
            if (contact.Told(field) is { } value)
                Field(json, field.JsonName, value);
        }

        Consents(json, contact);
        Custom(json, contact, customFields);
        json.WriteEndObject();
        json.Flush();
        target.WriteByte((byte)'\n');
    }

    private static void Consents(Utf8JsonWriter json, Contact contact)
    {
        json.WriteStartObject("consent");
        foreach (var channel in ChannelSet.All)
            json.WriteString(channel.Name(), contact.ConsentOn(channel).Name());
        json.WriteEndObject();
    }

    private static void Custom(Utf8JsonWriter json, Contact contact, IEnumerable<string> customFields)
    {
        json.WriteStartObject("custom");
        foreach (var name in customFields.Where(contact.Custom.ContainsKey))
        {
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, contact.Custom[name]);
        }

        json.WriteEndObject();
    }

    private static void Field(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case DateOnly day:
                json.WriteString(name, CustomValue.Written(day));
                break;
            case double number:
                json.WriteNumber(name, number);
                break;
            case IReadOnlyList<string> list:
                json.WriteStartArray(name);
                foreach (var member in list)
                    json.WriteStringValue(member);
                json.WriteEndArray();
                break;
            default:
                json.WriteString(name, (string)value);
                break;
        }
    }
}
