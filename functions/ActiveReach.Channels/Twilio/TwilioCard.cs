using ActiveReach.Media;

namespace ActiveReach.Channels.Twilio;

/// <summary>What of RCS needs a content of Twilio's: a card, chips below a text, or cards to leaf through. What messages say and lead to are its variables and what can be tapped stands in it,
/// so that messages of one shape share a content. No review goes before it on RCS.
/// Source: twilio.com/docs/content/twiliocard, …/content/carousel and …/content/using-variables-with-content-api.</summary>
internal sealed class TwilioCard
{
    private const int LongestTitle = 200;
    private const int LongestBody = 1600;
    private const int LongestOfSeveral = 160;
    private const int LongestReply = 20;
    private const int MostOfSeveral = 2;

    private readonly List<(string Value, string Sample)> variables = [];

    private TwilioCard(string type) => Type = type;

    /// <summary>As Twilio calls it.</summary>
    public string Type { get; }

    /// <summary>What stands in the content, the same for all messages of the shape.</summary>
    public object Body { get; private init; } = "";

    /// <summary>Those of this message, in the order of their numbers.</summary>
    public IEnumerable<string> Values => variables.Select(each => each.Value);

    /// <summary>What Twilio is shown in their place when the content is made.</summary>
    public IEnumerable<string> Samples => variables.Select(each => each.Sample);

    /// <summary>Null where a plain text says it all.</summary>
    public static TwilioCard? Of(OutgoingMessage message) => message switch
    {
        { Carousel: { } carousel } when Shows(message) => OfSeveral(carousel),
        { Title: null, Suggestions.Count: 0 } => null,
        _ => OfOne(message),
    };

    /// <summary>Whether its cards can be shown as they came out.</summary>
    public static bool Shows(OutgoingMessage message) =>
        message.Carousel is { } carousel && Unfit(message.Suggestions, carousel) is null && carousel.Cards.All(card => (card.Title?.Length ?? 0) + card.Description!.Length <= LongestOfSeveral);

    public static bool IsTooLong(OutgoingMessage message) => message.Title?.Length > LongestTitle || message.Text.Length > LongestBody;

    /// <inheritdoc cref="IChannelProvider.Unfit"/>
    public static (string Part, string Why)? Unfit(IReadOnlyList<Suggestion> suggestions, Carousel? carousel)
    {
        if (carousel is not null)
            return WhyNot(suggestions, carousel) is { } why ? ("cards", why) : null;
        return suggestions.Any(each => HasFields(each.Text)) ? ("suggestions", "what can be tapped is the same for everybody at Twilio, and one of them has fields")
            : suggestions.Any(each => each.Link is null && each.Text.Length > LongestReply) ? ("suggestions", $"Twilio takes {LongestReply} characters of an answer")
            : null;
    }

    private static string? WhyNot(IReadOnlyList<Suggestion> below, Carousel carousel)
    {
        var cards = carousel.Cards;
        return below.Count > 0 ? "Twilio shows no suggestions below cards"
            : cards.Any(card => card.Media is null || string.IsNullOrWhiteSpace(card.Description)) ? "each card needs media and a description at Twilio"
            : cards.Any(card => card.Suggestions.Count is 0 or > MostOfSeveral) ? $"each card needs one or {MostOfSeveral} suggestions at Twilio"
            : cards.Any(card => !Kinds(card).SequenceEqual(Kinds(cards[0]))) ? "all cards need suggestions of the same kinds in the same order at Twilio"
            : cards.SelectMany(card => card.Suggestions).Any(each => HasFields(each.Text)) ? "what can be tapped is the same for everybody at Twilio, and one of them has fields"
            : cards.Any(card => !HasFields(card.Title) && !HasFields(card.Description) && (card.Title?.Length ?? 0) + card.Description!.Length > LongestOfSeveral) ? $"title and description of a card have {LongestOfSeveral} characters together at Twilio"
            : null;
    }

    private static TwilioCard OfOne(OutgoingMessage message)
    {
        var (shown, linked) = (message.Media.FirstOrDefault(IsShown), message.Media.FirstOrDefault(file => !IsShown(file)));
        var card = new TwilioCard("twilio/card");

        // Without a picture Twilio puts what can be tapped below the card, whatever room there is in it.
        bool? isBelow = message.Title is not null && message.Suggestions.Count <= Card.MostSuggestions ? false : null;
        return card.With(new
        {
            title = card.Words(message.Title),
            body = card.Words(linked is null ? message.Text : $"{message.Text}\n{linked.Url}"),
            media = shown is null ? null : new[] { card.File(shown) },
            height = "MEDIUM",
            actions = message.Suggestions.Count == 0 ? null : message.Suggestions.Select((each, at) => card.Action(each, at, isBelow)).ToList(),
        });
    }

    private static TwilioCard OfSeveral(Carousel carousel)
    {
        var content = new TwilioCard("twilio/carousel");
        return content.With(new
        {
            // Wanted, and not shown on RCS.
            body = "Cards",
            cards = carousel.Cards.Select((card, place) => new
            {
                title = content.Words(card.Title),
                body = content.Words(card.Description),
                media = content.File(card.Media!),
                actions = card.Suggestions.Select((each, at) => content.Action(each, (place * MostOfSeveral) + at, null)).ToList(),
            }).ToList(),
        });
    }

    private static bool IsShown(MessageMedia file) => file.Type.StartsWith("image/", StringComparison.Ordinal) || file.Type.StartsWith("video/", StringComparison.Ordinal);

    private static bool HasFields(string? text) => text?.Contains("{{", StringComparison.Ordinal) is true;

    private static IEnumerable<bool> Kinds(Card card) => card.Suggestions.Select(each => each.Link is null);

    private TwilioCard With(object body)
    {
        var whole = new TwilioCard(Type) { Body = body };
        whole.variables.AddRange(variables);
        return whole;
    }

    private string? Words(string? text) => text is null ? null : Variable(text, $"Example {variables.Count + 1}");

    /// <summary>What follows the host is a variable; Twilio wants an ending there that tells the type.</summary>
    private string File(MessageMedia file)
    {
        var path = $"{new Uri(file.Url).PathAndQuery.TrimStart('/')}.{MediaType.Of(file.Type)?.Ending}";
        return $"{new Uri(file.Url).GetLeftPart(UriPartial.Authority)}/{Variable(path, path)}";
    }

    private object Action(Suggestion suggestion, int at, bool? isBelow)
    {
        if (suggestion.Link is not { } link)
            return new { type = "QUICK_REPLY", title = suggestion.Text, id = $"reply_{at + 1}", chip_list = isBelow };
        var end = link.LastIndexOf('/') + 1;
        return new { type = "URL", title = suggestion.Text, url = link[..end] + Variable(link[end..], "example"), chip_list = isBelow };
    }

    private string Variable(string value, string sample)
    {
        variables.Add((value, sample));
        return $"{{{{{variables.Count}}}}}";
    }
}
