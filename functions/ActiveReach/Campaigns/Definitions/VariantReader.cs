using ActiveReach.Channels;
using ActiveReach.Channels.Cast;
using ActiveReach.Inputs;
using ActiveReach.Media.Attached;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Reads channels and variants with their contents.</summary>
internal static class VariantReader
{
    private const int LongestHtml = 400_000;
    private const int LongestText = 20_000;
    private const int LongestLine = 500;
    private const int LongestAddress = 2_000;

    /// <summary>What Google takes below a message of RCS.</summary>
    private const int MostSuggestions = 11;

    /// <summary>As long as an inbox keeps what doesn't expire.</summary>
    private static readonly TimeSpan LongestShown = TimeSpan.FromDays(365);

    public static IReadOnlyList<ChannelChoice> Channels(InputValue definition)
    {
        var choices = definition["channels"]?.List(ChannelSet.All.Count)?.Select(Choice).OfType<ChannelChoice>().ToList() ?? [];
        foreach (var twice in choices.GroupBy(choice => choice.Channel).Where(group => group.Count() > 1))
            definition.Note("channels", "duplicate_channel", $"channels names {twice.Key.Name()} more than once: the order is the priority, so keep one.");
        return choices;
    }

    public static IReadOnlyList<Variant> Variants(InputValue definition)
    {
        var variants = definition["variants"]?.List(5)?.Select(One).OfType<Variant>().ToList() ?? [];
        foreach (var twice in variants.GroupBy(variant => variant.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            definition.Note("variants", "duplicate_variant", $"variants has the id '{twice.Key}' more than once: give each its own.");
        return variants;
    }

    private static ChannelChoice? Choice(InputValue item)
    {
        if (item.Object("channel", "sender", "template") is not { } input)
            return null;
        if (input["channel"] is null)
            input.Note("channel", "required", $"{item.Path}.channel is missing: use one of {EnumNames.All<Channel>()}.");
        return input["channel"]?.Enum<Channel>() is { } channel
            ? new ChannelChoice { Channel = channel, Sender = input["sender"]?.Text(254), Template = input["template"]?.Text(128) }
            : null;
    }

    private static Variant? One(InputValue item)
    {
        if (item.Object("id", "content", "sendAt") is not { } input)
            return null;
        var id = input["id"]?.Text(64);
        if (id is null || id.Length is 0 or > 16 || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'))
        {
            input.Note("id", id is null ? "required" : "invalid_value", $"{item.Path}.id must be 1 to 16 of A-Z a-z 0-9 _ -, e.g. \"A\".");
            return null;
        }

        return new Variant { Id = id, Content = Contents(input), SendAt = SendAt(input) };
    }

    private static DateTimeOffset? SendAt(InputValue input)
    {
        if (input["sendAt"]?.Text(40) is not { } text)
            return null;
        if (StartTime.TryParseInstant(text, out var instant))
            return instant;
        input.Note("sendAt", "invalid_time", $"'{text}' is no instant: write it with its offset, e.g. 2026-12-01T10:00:00+05:30.");
        return null;
    }

    private static Dictionary<Channel, Content> Contents(InputValue variant)
    {
        var contents = new Dictionary<Channel, Content>();
        if (variant["content"] is not { } json)
            return contents;
        if (!json.IsObject)
            json.Note("wrong_type", $"{json.Path} must be an object with a member for each channel.");
        foreach (var (name, content) in json.Members)
        {
            if (!ChannelNames.TryParse(name, out var channel))
                content.Note("unknown_channel", $"'{name}' is no channel: use one of {EnumNames.All<Channel>()}.");
            else if (Body(content) is { } body)
                contents[channel] = body;
        }

        return contents;
    }

    private static Content? Body(InputValue json)
    {
        if (json.Object("text", "subject", "html", "preheader", "inlineStyles", "title", "parameters", "media", "attachments", "link", "suggestions", "cards", "cardWidth", "expiresIn", "pinned") is not { } input)
            return null;
        return new Content
        {
            Text = input["text"]?.Text(LongestText),
            Subject = input["subject"]?.Text(LongestLine),
            Html = input["html"]?.Text(LongestHtml),
            Preheader = input["preheader"]?.Text(LongestLine),
            InlineStyles = input["inlineStyles"]?.Flag(),
            Title = input["title"]?.Text(LongestLine),
            Parameters = input["parameters"]?.Texts(20, 1024),
            Media = input["media"]?.List(10)?.Select(Media).OfType<MediaReference>().ToList(),
            Attachments = input["attachments"]?.List(Channel.Email.Traits().Attachments.Most)?.Select(Attachment).OfType<AttachmentReference>().ToList(),
            Link = input["link"]?.Text(LongestAddress),
            Suggestions = input["suggestions"]?.List(MostSuggestions)?.Select(Suggested).OfType<Suggestion>().ToList(),
            Cards = input["cards"]?.List(Carousel.MostCards)?.Select(OneCard).OfType<CardContent>().ToList(),
            CardWidth = input["cardWidth"]?.Enum<CardWidth>(),
            ExpiresIn = input["expiresIn"]?.Duration(TimeSpan.FromMinutes(1), LongestShown),
            Pinned = input["pinned"]?.Flag(),
        };
    }

    private static CardContent? OneCard(InputValue item) => item.Object("title", "description", "media", "suggestions") is not { } input ? null : new CardContent
    {
        Title = input["title"]?.Text(LongestLine),
        Description = input["description"]?.Text(LongestText),
        Media = input["media"]?.List(10)?.Select(Media).OfType<MediaReference>().ToList(),
        Suggestions = input["suggestions"]?.List(Card.MostSuggestions)?.Select(Suggested).OfType<Suggestion>().ToList(),
    };

    private static Suggestion? Suggested(InputValue item)
    {
        if (item.Object("text", "link") is not { } input)
            return null;
        if (input["text"]?.Text(LongestLine) is { } text && !string.IsNullOrWhiteSpace(text))
            return new Suggestion(text, input["link"]?.Text(LongestAddress));
        input.Note("text", "required", $"{item.Path}.text is missing: say what is shown, and comes back as the answer.");
        return null;
    }

    private static MediaReference? Media(InputValue item)
    {
        if (item.Object("mediaId", "posterId") is not { } input)
            return null;
        if (input["mediaId"]?.Text(64) is { Length: > 0 } id)
            return new MediaReference(id, input["posterId"]?.Text(64));
        input.Note("mediaId", "required", $"{item.Path}.mediaId is missing: name an upload.");
        return null;
    }

    private static AttachmentReference? Attachment(InputValue item)
    {
        if (item.Object("mediaId", "name") is not { } input)
            return null;
        var name = input["name"]?.Text(AttachmentName.Longest);
        if (name is not null && !AttachmentName.IsFit(name))
            input.Note("name", "invalid_value", $"{item.Path}.name is '{InputProblem.Shorten(name)}': write the name of a file, e.g. menu.pdf: up to {AttachmentName.Longest} letters, without a path, line breaks, quotes and : * ? < > |.");
        else if (input["mediaId"]?.Text(64) is { Length: > 0 } id)
            return new AttachmentReference(id, name);
        if (input["mediaId"] is null)
            input.Note("mediaId", "required", $"{item.Path}.mediaId is missing: name an upload.");
        return null;
    }
}
