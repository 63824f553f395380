using ActiveReach.Campaigns.Contents;
using ActiveReach.Channels;
using ActiveReach.Channels.Cast;
using ActiveReach.Links;
using ActiveReach.Messages;
using ActiveReach.Messages.Templates;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>What each channel can carry (decision C-4: what it can't is said when the campaign is saved), and what it must.</summary>
internal static class ContentRules
{
    /// <summary>Members that the channel can't carry, and templates that would fail.</summary>
    public static IEnumerable<InputProblem> Unfit(CampaignDefinition definition, Workspace workspace) =>
        Contents(definition).SelectMany(place => Unfit(place.Path, place.Channel, place.Content).Concat(Templates(place.Path, place.Content, workspace, definition.HasEventData)));

    /// <summary>What is missing for a message on each channel of the campaign, in each variant.</summary>
    public static IEnumerable<InputProblem> Missing(CampaignDefinition definition)
    {
        for (var index = 0; index < definition.Variants.Count; index++)
        {
            foreach (var choice in definition.Channels)
            {
                var path = $"variants[{index}].content.{choice.Channel.Name()}";
                if (!definition.Variants[index].Content.TryGetValue(choice.Channel, out var content))
                    yield return new InputProblem(path, "required", $"Variant '{definition.Variants[index].Id}' has no content for {choice.Channel.Name()}: add it or take the channel out.");
                else if (Missing(path, choice, content) is { } problem)
                    yield return problem;
            }
        }
    }

    /// <summary>Places that links have no numbers for.</summary>
    public static IEnumerable<InputProblem> TooManyLinks(CampaignDefinition definition)
    {
        if (MessageComposer.PlacesOf(definition).Count is var count and > LinkTokens.MostLinks)
            yield return new InputProblem("variants", "too_many_links", $"The links of the variants lead to {count} places: at most {LinkTokens.MostLinks} can be told apart. Take some out, or make several campaigns.");
    }

    private static InputProblem? Missing(string path, ChannelChoice choice, Content content)
    {
        if (choice.Channel is Channel.Email && string.IsNullOrWhiteSpace(content.Subject))
            return new InputProblem($"{path}.subject", "required", $"{path}.subject is missing: an e-mail needs one.");
        if (content.Cards is null && string.IsNullOrWhiteSpace(content.Text) && string.IsNullOrWhiteSpace(content.Html) && !choice.Channel.Traits().Content.Contains("parameters"))
            return new InputProblem($"{path}.text", "required", $"{path}.text is missing: write what the message says.");
        if (choice.Channel is Channel.Email && string.IsNullOrWhiteSpace(content.Text) && Template.Read(content.Html!, TemplateKind.Html, new LinkTable()) is { SaysNothing: true })
            return new InputProblem($"{path}.html", "nothing_to_see", $"{path}.html shows nothing to a reader: it has no text and no picture that is seen. Write what the message says.");
        return null;
    }

    private static IEnumerable<InputProblem> Unfit(string path, Channel channel, Content content)
    {
        var carries = channel.Traits().Content;
        return Members(content)
            .Where(member => member.Given && !carries.Contains(member.Name))
            .Select(member => new InputProblem(
                $"{path}.{member.Name}", "not_on_this_channel", $"{channel.Name()} can't carry '{member.Name}': remove it; it carries {string.Join(", ", carries)}."))
            .Concat(OfNoHtml(path, channel, content))
            .Concat(LongSuggestions(path, content.Suggestions))
            .Concat(CardRules.Check(path, content));
    }

    /// <summary>What stands in the HTML, where there is none.</summary>
    private static IEnumerable<InputProblem> OfNoHtml(string path, Channel channel, Content content) =>
        from member in Members(content)
        where channel is Channel.Email && content.Html is null && member is { Given: true, Name: "preheader" or "inlineStyles" }
        select new InputProblem($"{path}.{member.Name}", "without_html", $"{path}.{member.Name} says something about the HTML, and there is none: write html, or remove it.");

    /// <summary>Those that are too long whoever gets them: fields are counted when they are filled.</summary>
    internal static IEnumerable<InputProblem> LongSuggestions(string path, IReadOnlyList<Suggestion>? suggestions) => (suggestions ?? [])
        .Select((suggestion, index) => (suggestion.Text, Path: $"{path}.suggestions[{index}].text"))
        .Where(each => each.Text.Length > Suggestion.LongestText && !each.Text.Contains("{{", StringComparison.Ordinal))
        .Select(each => new InputProblem(each.Path, "too_long", $"{each.Path} has {each.Text.Length} characters: at most {Suggestion.LongestText} are shown, so shorten it."));

    private static (string Name, bool Given)[] Members(Content content) =>
    [
        ("text", content.Text is not null), ("subject", content.Subject is not null), ("html", content.Html is not null),
        ("preheader", content.Preheader is not null), ("inlineStyles", content.InlineStyles is not null),
        ("title", content.Title is not null), ("parameters", content.Parameters is not null), ("media", content.Media is { Count: > 0 }),
        ("attachments", content.Attachments is { Count: > 0 }),
        ("link", content.Link is not null), ("suggestions", content.Suggestions is { Count: > 0 }),
        ("cards", content.Cards is not null), ("cardWidth", content.CardWidth is not null), ("expiresIn", content.ExpiresIn is not null), ("pinned", content.Pinned is true),
    ];

    private static IEnumerable<InputProblem> Templates(string path, Content content, Workspace workspace, bool hasEvent) =>
        ContentTemplates.Of(content).SelectMany(each => TemplateCheck.Check($"{path}.{each.Member}", each.Template, each.Kind, workspace, hasEvent));

    private static IEnumerable<(string Path, Channel Channel, Content Content)> Contents(CampaignDefinition definition) =>
        definition.Variants.SelectMany((variant, index) =>
            variant.Content.Select(entry => ($"variants[{index}].content.{entry.Key.Name()}", entry.Key, entry.Value)));
}
