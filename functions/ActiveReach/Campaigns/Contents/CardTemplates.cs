using ActiveReach.Channels;
using ActiveReach.Media;
using ActiveReach.Messages;
using ActiveReach.Messages.Templates;

namespace ActiveReach.Campaigns.Contents;

/// <summary>A card of a message, read once a run.</summary>
internal sealed class CardTemplates(CardContent card, LinkTable links)
{
    private readonly Template? title = Read(card.Title, TemplateKind.Subject, links);
    private readonly Template? description = Read(card.Description, TemplateKind.Text, links);
    private readonly IReadOnlyList<(Template Text, Template? Link)> suggestions = SuggestionsOf(card.Suggestions, links);
    private MessageMedia? media;

    public bool IsBroken => title is { IsBroken: true } || description is { IsBroken: true } || suggestions.Any(each => each.Text.IsBroken || each.Link is { IsBroken: true });

    public static IReadOnlyList<(Template Text, Template? Link)> SuggestionsOf(IReadOnlyList<Suggestion>? suggestions, LinkTable links) =>
        [.. (suggestions ?? []).Select(suggestion => (Template.Read(suggestion.Text, TemplateKind.Subject, links), Read(suggestion.Link, TemplateKind.Address, links)))];

    /// <param name="uploads">Those of the run.</param>
    public void Carry(IReadOnlyList<PinnedMedia> uploads) =>
        media = card.Media is [var reference, ..] && uploads.FirstOrDefault(each => each.Id == reference.MediaId) is { } item ? new MessageMedia(item.Url, item.Type, item.Name) : null;

    /// <param name="oneLine">Renders a template of one line; null where it says nothing.</param>
    /// <param name="several">The same of several lines.</param>
    public Card Render(Func<Template?, string?> oneLine, Func<Template?, string?> several) => new(oneLine(title), several(description), media, Suggestions(suggestions, oneLine));

    public static IReadOnlyList<Suggestion> Suggestions(IReadOnlyList<(Template Text, Template? Link)> suggestions, Func<Template?, string?> oneLine) =>
        suggestions.Count == 0 ? [] : [.. suggestions.Select(each => new Suggestion(oneLine(each.Text) ?? "", oneLine(each.Link)))];

    /// <summary>The part of the cards that no phone would show as it came out; null where there is none.</summary>
    public static string? Unfit(Carousel? carousel)
    {
        for (var index = 0; index < carousel?.Cards.Count; index++)
        {
            var (card, path) = (carousel.Cards[index], $"cards[{index}]");
            if (card.Title is null ? card.Media is null : card.Title.Length > Card.LongestTitle)
                return $"{path}.title";
            if (card.Description?.Length > Card.LongestDescription)
                return $"{path}.description";
            if (Unfit(card.Suggestions) is { } suggestion)
                return $"{path}.{suggestion}";
        }

        return null;
    }

    /// <summary>The suggestion that none would.</summary>
    public static string? Unfit(IReadOnlyList<Suggestion> suggestions)
    {
        for (var index = 0; index < suggestions.Count; index++)
        {
            if (suggestions[index].Text.Length is 0 or > Suggestion.LongestText)
                return $"suggestions[{index}].text";
        }

        return null;
    }

    private static Template? Read(string? source, TemplateKind kind, LinkTable links) => source is null ? null : Template.Read(source, kind, links);
}
