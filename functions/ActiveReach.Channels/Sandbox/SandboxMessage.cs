using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActiveReach.Channels.Attached;
using ActiveReach.Problems;

namespace ActiveReach.Channels.Sandbox;

/// <summary>A message that the carrier has accepted, as it stands in the outbox.</summary>
internal sealed record SandboxMessage
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required DateTimeOffset Time { get; init; }

    public required Channel Channel { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public required string Key { get; init; }

    public required string Tag { get; init; }

    public required string MessageId { get; init; }

    public required string Body { get; init; }

    public string? Subject { get; init; }

    public string? Title { get; init; }

    /// <summary>Where a tap on it leads.</summary>
    public string? Link { get; init; }

    /// <summary>What may be answered with one tap.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>What it shows in place of its body.</summary>
    public IReadOnlyList<Card> Cards { get; init; } = [];

    /// <summary>Ids of the devices that it went to; their tokens stand nowhere.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>What it is made of, as it is called at the vendor.</summary>
    public string? Template { get; init; }

    /// <summary>Below it.</summary>
    public IReadOnlyList<MessageButton> Buttons { get; init; } = [];

    /// <summary>Files that it carries; one whose text leads to them carries none.</summary>
    public IReadOnlyList<MessageMedia> Media { get; init; } = [];

    /// <summary>Files that go with it, as they arrived.</summary>
    public IReadOnlyList<MessageAttachment> Attachments { get; init; } = [];

    /// <summary>The address of one-click unsubscribe.</summary>
    public string? Unsubscribe { get; init; }

    public MessageOrigin Origin { get; init; } = new(null, null, null, null, null);

    public static SandboxMessage Of(OutgoingMessage message, Channel channel, Guid id, DateTimeOffset now) => new()
    {
        Time = now,
        Channel = channel,
        From = message.From,
        To = message.To,
        Key = message.IdempotencyKey,
        Tag = message.Tag,
        MessageId = id.ToString(),
        Body = message.Html ?? message.Text,
        Subject = message.Subject,
        Title = message.Title,
        Link = message.Link,
        Suggestions = [.. message.Suggestions.Where(suggestion => suggestion.Link is null).Select(suggestion => suggestion.Text)],
        Cards = message.Carousel?.Cards ?? [],
        Devices = [.. message.Devices.Select(device => device.Id)],
        Template = message.Template?.Name,
        Buttons = message.Template?.Buttons ?? [],
        Media = message.TextBesideMedia is null ? message.Media : [],
        Attachments = message.Attachments,
        Unsubscribe = message.Headers.GetValueOrDefault("List-Unsubscribe")?.Trim('<', '>'),
        Origin = message.Origin,
    };

    /// <summary>Writes the line, its end included.</summary>
    public void WriteLine(ArrayBufferWriter<byte> target)
    {
        using (var json = new Utf8JsonWriter(target, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("time", Time.UtcDateTime);
            json.WriteString("channel", Channel.Name());
            json.WriteString("to", To);
            json.WriteString("campaign", Origin.Campaign);
            json.WriteString("run", Origin.Run);
            json.WriteString("contact", Origin.Contact);
            json.WriteString("variant", Origin.Variant);
            json.WriteString("outlet", Origin.Outlet);
            json.WriteString("idempotencyKey", Key);
            json.WriteString("body", Body);
            json.WriteString("messageId", MessageId);
            json.WriteString("from", From);
            if (Tag != Key)
                json.WriteString("tag", Tag);
            if (Subject is not null)
                json.WriteString("subject", Subject);
            if (Title is not null)
                json.WriteString("title", Title);
            if (Link is not null)
                json.WriteString("link", Link);
            Write(json, "suggestions", Suggestions);
            if (Cards.Count > 0)
                SandboxCards.Write(json, Cards);
            Write(json, "devices", Devices);
            if (Template is not null)
                json.WriteString("template", Template);
            if (Buttons.Count > 0)
                WriteButtons(json);
            if (Media.Count > 0)
            {
                json.WriteStartArray("media");
                foreach (var file in Media)
                    SandboxCards.Write(json, file);
                json.WriteEndArray();
            }

            if (Attachments.Count > 0)
                WriteAttachments(json);
            if (Unsubscribe is not null)
                json.WriteString("unsubscribe", Unsubscribe);
            json.WriteEndObject();
        }

        target.Write("\n"u8);
    }

    private void WriteAttachments(Utf8JsonWriter json)
    {
        json.WriteStartArray("attachments");
        foreach (var attachment in Attachments)
        {
            json.WriteStartObject();
            json.WriteString("name", attachment.Name);
            json.WriteString("type", attachment.Type);
            json.WriteNumber("bytes", attachment.File!.Length);
            json.WriteString("sha256", attachment.File.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteButtons(Utf8JsonWriter json)
    {
        json.WriteStartArray("buttons");
        foreach (var button in Buttons)
        {
            json.WriteStartObject();
            json.WriteString("type", EnumNames.Of(button.Type));
            json.WriteString("text", button.Text);
            if (button.Target is not null)
                json.WriteString("target", button.Target);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>Null for a line that is none of the carrier's.</summary>
    public static SandboxMessage? ReadLine(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var key = root.GetProperty("idempotencyKey").GetString()!;
            return ChannelNames.TryParse(root.GetProperty("channel").GetString(), out var channel)
                ? new SandboxMessage
                {
                    Time = root.GetProperty("time").GetDateTimeOffset(),
                    Channel = channel,
                    From = root.GetProperty("from").GetString()!,
                    To = root.GetProperty("to").GetString()!,
                    Key = key,
                    Tag = Optional("tag") ?? key,
                    MessageId = root.GetProperty("messageId").GetString()!,
                    Body = root.GetProperty("body").GetString()!,
                    Subject = Optional("subject"),
                    Title = Optional("title"),
                    Link = Optional("link"),
                    Suggestions = Several("suggestions"),
                    Cards = SandboxCards.In(root),
                    Devices = Several("devices"),
                    Template = Optional("template"),
                    Buttons = ButtonsIn(root),
                    Unsubscribe = Optional("unsubscribe"),
                    Origin = new MessageOrigin(Optional("campaign"), Optional("run"), Optional("contact"), Optional("variant"), Optional("outlet")),
                }
                : null;

            static MessageButton[] ButtonsIn(JsonElement root) => root.TryGetProperty("buttons", out var buttons)
                ? [.. buttons.EnumerateArray().Select(button => new MessageButton(EnumNames.TryParse<TemplateButtonType>(button.GetProperty("type").GetString(), out var type) ? type : default, button.GetProperty("text").GetString()!, button.TryGetProperty("target", out var target) ? target.GetString() : null))]
                : [];

            string[] Several(string name) => root.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : [];

            string? Optional(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
