using ActiveReach.Channels;
using ActiveReach.Messages;

namespace ActiveReach.Campaigns.Contents;

/// <param name="Member">Where it stands in its content, e.g. <c>parameters[0]</c>.</param>
internal readonly record struct ContentTemplate(string Member, string Template, TemplateKind Kind);

/// <summary>The templates that contents are made of, whatever channel they are for.</summary>
internal static class ContentTemplates
{
    /// <summary>All that stand in a content.</summary>
    public static IEnumerable<ContentTemplate> Of(Content content)
    {
        (string Member, string? Template, TemplateKind Kind)[] all =
        [
            ("text", content.Text, TemplateKind.Text), ("subject", content.Subject, TemplateKind.Subject), ("html", content.Html, TemplateKind.Html), ("preheader", content.Preheader, TemplateKind.Subject),
            ("title", content.Title, TemplateKind.Subject), ("link", content.Link, TemplateKind.Address),
            .. (content.Parameters ?? []).Select((parameter, index) => ($"parameters[{index}]", (string?)parameter, TemplateKind.Text)),
            .. Of("", content.Suggestions),
            .. (content.Cards ?? []).SelectMany((card, index) => Of($"cards[{index}].", card)),
        ];
        return all.Where(each => each.Template is not null).Select(each => new ContentTemplate(each.Member, each.Template!, each.Kind));
    }

    private static IEnumerable<(string Member, string? Template, TemplateKind Kind)> Of(string path, CardContent card) =>
        [($"{path}title", card.Title, TemplateKind.Subject), ($"{path}description", card.Description, TemplateKind.Text), .. Of(path, card.Suggestions)];

    private static IEnumerable<(string Member, string? Template, TemplateKind Kind)> Of(string path, IReadOnlyList<Suggestion>? suggestions) => (suggestions ?? []).SelectMany((suggestion, index) => new (string, string?, TemplateKind)[]
    {
        ($"{path}suggestions[{index}].text", suggestion.Text, TemplateKind.Subject), ($"{path}suggestions[{index}].link", suggestion.Link, TemplateKind.Address),
    });
}
