namespace ActiveReach.Channels.Rcs;

/// <summary>What a message says, as Google takes it: a card where it has a headline, a picture or a film, else a text. Source:
/// developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages (AgentContentMessage, RichCard, Suggestion).</summary>
internal static class RcsContent
{
    private const int LongestText = 3072;
    private const int LongestTitle = 200;
    private const int LongestDescription = 2000;
    private const int MostInCard = 4;

    /// <param name="id">The message's: a tap on a suggestion brings it back.</param>
    /// <returns>Null where it is too long.</returns>
    public static object? Of(OutgoingMessage message, string id)
    {
        var (shown, linked) = (message.Media.FirstOrDefault(IsShown), message.Media.FirstOrDefault(file => !IsShown(file)));

        // A card shows pictures and films; a document lies behind its address.
        var text = linked is null ? message.Text : $"{message.Text}\n{linked.Url}";
        var suggestions = message.Suggestions.Count == 0 ? null : message.Suggestions.Select(each => SuggestionOf(each, id)).ToList();
        if (message.Title is null && shown is null)
            return text.Length <= LongestText ? new { text, suggestions } : null;
        if (text.Length > LongestDescription || message.Title is { Length: > LongestTitle })
            return null;
        var isInCard = message.Suggestions.Count <= MostInCard;
        return new
        {
            richCard = new
            {
                standaloneCard = new
                {
                    cardOrientation = "VERTICAL",
                    cardContent = new
                    {
                        title = message.Title,
                        description = text,
                        media = shown is null ? null : new { height = "MEDIUM", contentInfo = new { fileUrl = shown.Url } },
                        suggestions = isInCard ? suggestions : null,
                    },
                },
            },
            suggestions = isInCard ? null : suggestions,
        };
    }

    private static bool IsShown(MessageMedia file) => file.Type.StartsWith("image/", StringComparison.Ordinal) || file.Type.StartsWith("video/", StringComparison.Ordinal);

    private static object SuggestionOf(Suggestion suggestion, string id) => suggestion.Link is { } link
        ? new { action = new { text = suggestion.Text, postbackData = id, openUrlAction = new { url = link } } }
        : new { reply = new { text = suggestion.Text, postbackData = id } };
}
