using ActiveReach.Audiences;
using ActiveReach.Ids;
using ActiveReach.Inputs;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Reads the outline of an audience; what its expression means is checked by the audience's own rules.</summary>
internal static class AudienceReader
{
    public static Audience? Read(InputValue definition)
    {
        if (definition["audience"]?.Object("include", "exclude", "where", "contacts") is not { } audience)
            return null;
        return new Audience
        {
            Include = audience["include"]?.Texts(50, 64) ?? [],
            Exclude = audience["exclude"]?.Texts(50, 64) ?? [],
            Where = audience["where"]?.Json,
            Contacts = audience["contacts"]?.List(10_000)?.Select(Contact).OfType<string>().ToList(),
        };
    }

    private static string? Contact(InputValue item)
    {
        var text = item.Json.ToString();
        if (ContactId.TryParse(text, out var id))
            return id.ToString();
        item.Note("invalid_value", $"'{(text.Length > 40 ? text[..40] : text)}' is no contact id: they look like ctc_123.");
        return null;
    }
}
