using System.Text.Json;

namespace ActiveReach.Channels.Sandbox;

/// <summary>Cards of a message as they stand in the outbox.</summary>
internal static class SandboxCards
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Card> cards)
    {
        json.WriteStartArray("cards");
        foreach (var card in cards)
        {
            json.WriteStartObject();
            WriteOptional(json, "title", card.Title);
            WriteOptional(json, "description", card.Description);
            if (card.Media is not null)
            {
                json.WritePropertyName("media");
                Write(json, card.Media);
            }

            json.WriteStartArray("suggestions");
            foreach (var suggestion in card.Suggestions)
            {
                json.WriteStartObject();
                json.WriteString("text", suggestion.Text);
                WriteOptional(json, "link", suggestion.Link);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, MessageMedia file)
    {
        json.WriteStartObject();
        json.WriteString("url", file.Url);
        json.WriteString("type", file.Type);
        json.WriteString("name", file.Name);
        json.WriteEndObject();
    }

    public static IReadOnlyList<Card> In(JsonElement message) => message.TryGetProperty("cards", out var cards) ? [.. cards.EnumerateArray().Select(Read)] : [];

    private static Card Read(JsonElement card) => new(
        Optional(card, "title"), Optional(card, "description"),
        card.TryGetProperty("media", out var media) ? new MessageMedia(media.GetProperty("url").GetString()!, media.GetProperty("type").GetString()!, media.GetProperty("name").GetString()!) : null,
        [.. card.GetProperty("suggestions").EnumerateArray().Select(each => new Suggestion(each.GetProperty("text").GetString()!, Optional(each, "link")))]);

    private static string? Optional(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
