using System.Text.Encodings.Web;
using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;

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
        Text(json, "externalId", contact.ExternalId);
        Text(json, "firstName", contact.FirstName);
        Text(json, "lastName", contact.LastName);
        Text(json, "phone", contact.Phone);
        Text(json, "email", contact.Email);
        Text(json, "gender", contact.Gender);
        Text(json, "birthday", contact.Birthday is { } birthday ? CustomValue.Written(birthday) : null);
        Text(json, "timezone", contact.TimeZone);
        Text(json, "city", contact.City);
        Text(json, "country", contact.Country);
        Text(json, "region", contact.Region);
        if (contact is { Lat: { } lat, Lon: { } lon })
        {
            json.WriteNumber("lat", lat);
            json.WriteNumber("lon", lon);
        }

        Text(json, "language", contact.Language);
        Text(json, "outlet", contact.NamedOutlet);
        List(json, "subcommunities", contact.Subcommunities);
        List(json, "tags", contact.Tags);
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

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void List(Utf8JsonWriter json, string name, IReadOnlyList<string> members)
    {
        if (members.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var member in members)
            json.WriteStringValue(member);
        json.WriteEndArray();
    }
}
