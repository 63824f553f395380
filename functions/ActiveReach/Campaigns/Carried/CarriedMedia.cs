using ActiveReach.Channels;
using ActiveReach.Media;
using ActiveReach.Messages;
using ActiveReach.Messages.Templates;
using ActiveReach.Problems;
using ActiveReach.TemplateLibrary;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Carried;

/// <summary>The uploads that a definition's messages carry, and whether each channel can carry them.</summary>
public sealed class CarriedMedia(SavedMedia media, MediaLinks links, SavedTemplates templates)
{
    /// <summary>Each upload once, in the order of the contents.</summary>
    public static IReadOnlyList<string> IdsOf(CampaignDefinition definition) => [.. definition.Variants
        .SelectMany(variant => variant.Content.OrderBy(pair => pair.Key).SelectMany(pair => IdsOf(pair.Value)))
        .Distinct(StringComparer.Ordinal)];

    /// <summary>What is wrong with them now; empty when each can be carried.</summary>
    public async Task<IReadOnlyList<InputProblem>> CheckAsync(CampaignDefinition definition, Workspace workspace, CancellationToken cancellation = default)
    {
        var known = new Dictionary<string, MediaItem?>(StringComparer.Ordinal);
        foreach (var id in IdsOf(definition))
            known[id] = await media.FindAsync(workspace.Id, id, cancellation);
        return
        [
            .. definition.Variants.SelectMany((variant, index) => variant.Content.SelectMany(pair => Check($"variants[{index}].content.{pair.Key.Name()}", pair.Key, pair.Value, known))),
            .. definition.Variants.SelectMany((variant, index) => variant.Content.SelectMany(pair => AttachmentRules.Check($"variants[{index}].content.{pair.Key.Name()}.attachments", pair.Key, pair.Value, known))),
            .. await HeadersAsync(definition, workspace, known, cancellation),
        ];
    }

    /// <summary>A template says what stands in its header: each message gives just that.</summary>
    private async Task<IReadOnlyList<InputProblem>> HeadersAsync(CampaignDefinition definition, Workspace workspace, Dictionary<string, MediaItem?> known, CancellationToken cancellation)
    {
        var problems = new List<InputProblem>();
        foreach (var choice in definition.Channels)
        {
            if (choice.Template is not { } name || await templates.FindAsync(workspace.Id, name, cancellation) is not { } template || template.Channel != choice.Channel)
                continue;
            var version = template.Submitted ?? template.Latest;
            for (var index = 0; index < definition.Variants.Count; index++)
            {
                if (!definition.Variants[index].Content.TryGetValue(choice.Channel, out var content))
                    continue;
                var (path, given) = ($"variants[{index}].content.{choice.Channel.Name()}.media", content.Media?.Select(reference => known[reference.MediaId]).FirstOrDefault(item => item is not null));
                var told = $"version {version.Number} of the template '{name}'";
                if (version.HeaderMedia is { } wanted && content.Media is null or { Count: 0 })
                    problems.Add(new(path, "required", $"{path} is missing, and {told} shows {Words(wanted)} in its header: name an upload."));
                else if (version.HeaderMedia is null && content.Media is { Count: > 0 })
                    problems.Add(new(path, "no_place", $"{path} names an upload, and {told} has no place for one: remove it, or give the template a headerMedia."));
                else if (version.HeaderMedia is { } kind && given is not null && given.Form.Kind != kind)
                    problems.Add(new(path, "media_type", $"{path} is {given.Form.Label}, and {told} shows {Words(kind)} in its header: use another file."));
            }
        }

        return problems;
    }

    private static string Words(MediaKind kind) => kind switch
    {
        MediaKind.Image => "a picture",
        MediaKind.Video => "a film",
        MediaKind.Audio => "a sound",
        _ => "a document",
    };

    /// <summary>Those of a definition that are there.</summary>
    public async Task<IReadOnlyList<PinnedMedia>> PinAsync(CampaignDefinition definition, Workspace workspace, CancellationToken cancellation = default)
    {
        var pinned = new List<PinnedMedia>();
        foreach (var id in IdsOf(definition))
        {
            if (await media.FindAsync(workspace.Id, id, cancellation) is { } item && WebAddress.TryRead(links.UrlOf(workspace, item.Id), out var url))
                pinned.Add(new PinnedMedia(item.Id, item.Name, item.Type, url));
        }

        return pinned;
    }

    /// <summary>What it shows, on its cards too, the posters of films, and what goes with it.</summary>
    private static IEnumerable<string> IdsOf(Content content) =>
    [
        .. (content.Media ?? []).Concat((content.Cards ?? []).SelectMany(card => card.Media ?? [])).SelectMany(reference => new[] { reference.MediaId, reference.PosterId }.OfType<string>()),
        .. (content.Attachments ?? []).Select(reference => reference.MediaId),
    ];

    private static IEnumerable<InputProblem> Check(string path, Channel channel, Content content, Dictionary<string, MediaItem?> known)
    {
        var given = content.Media ?? [];
        var shown = content.Html is { } html && html.Contains("media", StringComparison.Ordinal) ? Template.Read(html, TemplateKind.Html, new LinkTable()).Media : [];
        var cards = (content.Cards ?? []).SelectMany((card, place) => Problems($"{path}.cards[{place}].media", card.Media ?? [], isCard: true));
        foreach (var problem in Problems($"{path}.media", given, isCard: false).Concat(cards))
            yield return problem;
        foreach (var named in shown.Where(named => given.All(reference => reference.MediaId != named)))
            yield return new InputProblem($"{path}.html", "unknown_media", $"{path}.html shows {{{{media '{InputProblem.Shorten(named)}'}}}}, which {path}.media doesn't name: add {{\"mediaId\": \"{InputProblem.Shorten(named)}\"}} there.");

        IEnumerable<InputProblem> Problems(string at, IReadOnlyList<MediaReference> some, bool isCard) => Check(at, channel, some, known, isCard).Concat(PosterRules.Check(at, channel, content, some, known, shown));
    }

    private static IEnumerable<InputProblem> Check(string path, Channel channel, IReadOnlyList<MediaReference> given, Dictionary<string, MediaItem?> known, bool isCard)
    {
        var most = isCard ? 1 : ChannelMedia.Most(channel);
        if (given.Count > most)
            yield return new InputProblem(path, "too_many", $"{path} has {given.Count} items, and a {(isCard ? "card" : "message")} on {channel.Name()} carries {most}: remove the others.");
        for (var place = 0; place < given.Count; place++)
        {
            var at = $"{path}[{place}].mediaId";
            var (item, fault) = NamedUpload.Find(at, given[place].MediaId, given.Take(place).Select(before => before.MediaId), known);
            if (item is null)
                yield return fault!;
            else if (ChannelMedia.Refusal(channel, item) is var (code, message))
                yield return new InputProblem(at, code, message);
            else if (isCard && item.Form.Kind is not (MediaKind.Image or MediaKind.Video))
                yield return new InputProblem(at, "media_type", $"'{item.Name}' is {item.Form.Label}, and a card shows a picture or a film: use another file.");
        }
    }
}
