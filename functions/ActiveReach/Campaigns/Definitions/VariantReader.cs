using System.Text.Json;
using ActiveReach.Channels;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Reads channels and variants with their contents.</summary>
internal static class VariantReader
{
    private const int LongestHtml = 400_000;
    private const int LongestText = 20_000;
    private const int LongestLine = 500;

    public static IReadOnlyList<ChannelChoice> Channels(InputObject definition, List<InputProblem> problems)
    {
        var choices = definition.List("channels", 6, (item, path) => Choice(item, path, problems)) ?? [];
        foreach (var twice in choices.GroupBy(choice => choice.Channel).Where(group => group.Count() > 1))
            definition.Note("channels", "duplicate_channel", $"channels names {twice.Key.Name()} more than once: the order is the priority, so keep one.");
        return choices;
    }

    public static IReadOnlyList<Variant> Variants(InputObject definition, List<InputProblem> problems)
    {
        var variants = definition.List("variants", 5, (item, path) => One(item, path, problems)) ?? [];
        foreach (var twice in variants.GroupBy(variant => variant.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            definition.Note("variants", "duplicate_variant", $"variants has the id '{twice.Key}' more than once: give each its own.");
        return variants;
    }

    private static ChannelChoice? Choice(JsonElement item, string path, List<InputProblem> problems)
    {
        if (InputObject.Of(item, path, problems, "channel", "sender", "template") is not { } input)
            return null;
        if (!input.Has("channel"))
            input.Note("channel", "required", $"{path}.channel is missing: use one of {EnumNames.All<Channel>()}.");
        return input.Enum<Channel>("channel") is { } channel
            ? new ChannelChoice { Channel = channel, Sender = input.Text("sender", 254), Template = input.Text("template", 128) }
            : null;
    }

    private static Variant? One(JsonElement item, string path, List<InputProblem> problems)
    {
        if (InputObject.Of(item, path, problems, "id", "content", "sendAt") is not { } input)
            return null;
        var id = input.Text("id", 64);
        if (id is null || id.Length is 0 or > 16 || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'))
        {
            input.Note("id", id is null ? "required" : "invalid_value", $"{path}.id must be 1 to 16 of A-Z a-z 0-9 _ -, e.g. \"A\".");
            return null;
        }

        return new Variant { Id = id, Content = Contents(input, $"{path}.content", problems), SendAt = SendAt(input) };
    }

    private static DateTimeOffset? SendAt(InputObject input)
    {
        if (input.Text("sendAt", 40) is not { } text)
            return null;
        if (StartTime.TryParseInstant(text, out var instant))
            return instant;
        input.Note("sendAt", "invalid_time", $"'{text}' is no instant: write it with its offset, e.g. 2026-12-01T10:00:00+05:30.");
        return null;
    }

    private static Dictionary<Channel, Content> Contents(InputObject variant, string path, List<InputProblem> problems)
    {
        var contents = new Dictionary<Channel, Content>();
        if (variant.Raw("content") is not { } json)
            return contents;
        if (json.ValueKind is not JsonValueKind.Object)
        {
            variant.Note("content", "wrong_type", $"{path} must be an object with a member for each channel.");
            return contents;
        }

        foreach (var member in json.EnumerateObject())
        {
            if (!ChannelNames.TryParse(member.Name, out var channel))
                problems.Add(new InputProblem($"{path}.{member.Name}", "unknown_channel", $"'{member.Name}' is no channel: use one of {EnumNames.All<Channel>()}."));
            else if (Body(member.Value, $"{path}.{member.Name}", problems) is { } content)
                contents[channel] = content;
        }

        return contents;
    }

    private static Content? Body(JsonElement json, string path, List<InputProblem> problems)
    {
        if (InputObject.Of(json, path, problems, "text", "subject", "html", "title", "parameters", "media") is not { } input)
            return null;
        return new Content
        {
            Text = input.Text("text", LongestText),
            Subject = input.Text("subject", LongestLine),
            Html = input.Text("html", LongestHtml),
            Title = input.Text("title", LongestLine),
            Parameters = input.Texts("parameters", 20, 1024),
            Media = input.List("media", 10, (item, at) => Media(item, at, problems)),
        };
    }

    private static MediaReference? Media(JsonElement item, string path, List<InputProblem> problems)
    {
        if (InputObject.Of(item, path, problems, "mediaId") is not { } input)
            return null;
        if (input.Text("mediaId", 64) is { Length: > 0 } id)
            return new MediaReference(id);
        input.Note("mediaId", "required", $"{path}.mediaId is missing: name an upload.");
        return null;
    }
}
