using ActiveReach.Channels;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>What is wrong with the cards of a content whoever gets them; their uploads apart.</summary>
internal static class CardRules
{
    public static IEnumerable<InputProblem> Check(string path, Content content)
    {
        if (content.Cards is not { } cards)
        {
            if (content.CardWidth is not null)
                yield return new InputProblem($"{path}.cardWidth", "without_cards", $"{path}.cardWidth is how wide cards are, and there are none: write cards, or remove it.");
            yield break;
        }

        if (cards.Count < Carousel.FewestCards)
            yield return new InputProblem($"{path}.cards", "too_few", $"{path}.cards has {cards.Count}: write {Carousel.FewestCards} to {Carousel.MostCards}; a single card is the content's own title, text and media.");
        foreach (var (name, isGiven) in new[] { ("title", content.Title is not null), ("media", content.Media is { Count: > 0 }) })
        {
            if (isGiven)
                yield return new InputProblem($"{path}.{name}", "beside_cards", $"{path}.{name} would not be shown beside cards: put it into one of them, or remove it.");
        }

        foreach (var problem in cards.SelectMany((card, index) => Check($"{path}.cards[{index}]", card)))
            yield return problem;
    }

    private static IEnumerable<InputProblem> Check(string path, CardContent card)
    {
        if (string.IsNullOrWhiteSpace(card.Title) && card.Media is null or { Count: 0 })
            yield return new InputProblem(path, "required", $"{path} has neither title nor media, and a card needs one of them.");
        foreach (var (name, text, longest) in new[] { ("title", card.Title, Card.LongestTitle), ("description", card.Description, Card.LongestDescription) })
        {
            // Fields are counted when they are filled.
            if (text?.Length > longest && !text.Contains("{{", StringComparison.Ordinal))
                yield return new InputProblem($"{path}.{name}", "too_long", $"{path}.{name} has {text.Length} characters: at most {longest} are shown, so shorten it.");
        }

        foreach (var problem in ContentRules.LongSuggestions(path, card.Suggestions))
            yield return problem;
    }
}
