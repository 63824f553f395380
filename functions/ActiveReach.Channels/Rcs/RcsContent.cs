namespace ActiveReach.Channels.Rcs;

/// <summary>What a message says, as Google takes it: cards to leaf through where it has some, a card where it has a headline, a picture or a film, else a text. Source:
/// developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages (AgentContentMessage, RichCard, CarouselCard, Suggestion).</summary>
internal static class RcsContent
{
    private const int LongestText = 3072;

    /// <param name="id">The message's: a tap on a suggestion brings it back.</param>
    /// <returns>Null where it is too long.</returns>
    public static object? Of(OutgoingMessage message, string id)
    {
        var suggestions = SuggestionsOf(message.Suggestions, id);
        if (message.Carousel is { } carousel)
            return new { richCard = new { carouselCard = CarouselOf(carousel, id) }, suggestions };
        var (shown, linked) = (message.Media.FirstOrDefault(IsShown), message.Media.FirstOrDefault(file => !IsShown(file)));

        // A card shows pictures and films; a document lies behind its address.
        var text = linked is null ? message.Text : $"{message.Text}\n{linked.Url}";
        if (message.Title is null && shown is null)
            return text.Length <= LongestText ? new { text, suggestions } : null;
        if (text.Length > Card.LongestDescription || message.Title is { Length: > Card.LongestTitle })
            return null;
        var isInCard = message.Suggestions.Count <= Card.MostSuggestions;
        return new
        {
            richCard = new
            {
                standaloneCard = new
                {
                    cardOrientation = "VERTICAL",
                    cardContent = CardOf(message.Title, text, shown, "MEDIUM", isInCard ? suggestions : null),
                },
            },
            suggestions = isInCard ? null : suggestions,
        };
    }

    private static bool IsShown(MessageMedia file) => file.Type.StartsWith("image/", StringComparison.Ordinal) || file.Type.StartsWith("video/", StringComparison.Ordinal);

    /// <summary>A narrow card has room for a low picture.</summary>
    private static object CarouselOf(Carousel carousel, string id) => new
    {
        cardWidth = carousel.Width is CardWidth.Small ? "SMALL" : "MEDIUM",
        cardContents = carousel.Cards.Select(card => CardOf(card.Title, card.Description, card.Media, carousel.Width is CardWidth.Small ? "SHORT" : "MEDIUM", SuggestionsOf(card.Suggestions, id))),
    };

    private static object CardOf(string? title, string? description, MessageMedia? media, string height, IReadOnlyList<object>? suggestions) =>
        new { title, description, media = media is null ? null : new { height, contentInfo = new { fileUrl = media.Url } }, suggestions };

    private static List<object>? SuggestionsOf(IReadOnlyList<Suggestion> suggestions, string id) => suggestions.Count == 0 ? null : [.. suggestions.Select(each => SuggestionOf(each, id))];

    private static object SuggestionOf(Suggestion suggestion, string id) => suggestion.Link is { } link
        ? new { action = new { text = suggestion.Text, postbackData = id, openUrlAction = new { url = link } } }
        : new { reply = new { text = suggestion.Text, postbackData = id } };
}
