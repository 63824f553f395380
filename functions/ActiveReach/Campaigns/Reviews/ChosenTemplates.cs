using System.Text.RegularExpressions;
using ActiveReach.Channels;
using ActiveReach.Channels.Cast;
using ActiveReach.Problems;
using ActiveReach.TemplateLibrary;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Reviews;

/// <summary>The templates that a definition names, and whether its contents give each the values that it takes.</summary>
/// <param name="publicUrl">Base of links in messages (setting <c>ActiveReach__PublicUrl</c>).</param>
public sealed partial class ChosenTemplates(SavedTemplates templates, Uri publicUrl)
{
    /// <summary>Characters that Meta takes (developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages).</summary>
    private const int LongestFreeText = 4096;

    /// <summary>Channels whose first messages are made of a template.</summary>
    private static readonly ChannelSet Templated = ChannelCast.Where(traits => traits.IsMadeOfTemplates);

    /// <summary>What is wrong in a draft; one that names a template which isn't there yet is only incomplete.</summary>
    public async Task<IReadOnlyList<InputProblem>> CheckDraftAsync(CampaignDefinition definition, Workspace workspace, CancellationToken cancellation = default)
    {
        var problems = new List<InputProblem>();
        foreach (var (choice, _) in Choices(definition))
        {
            if (await FindAsync(choice, workspace, cancellation) is { } template)
                problems.AddRange(Values(definition, choice.Channel, template, workspace));
        }

        return problems;
    }

    /// <summary>What is in the way of sending, besides.</summary>
    public async Task<IReadOnlyList<InputProblem>> CheckAsync(CampaignDefinition definition, Workspace workspace, CancellationToken cancellation = default)
    {
        var problems = new List<InputProblem>();
        foreach (var (choice, index) in Choices(definition))
        {
            var path = $"channels[{index}].template";
            if (choice.Template is null && definition.Variants.Any(variant => variant.Content.GetValueOrDefault(choice.Channel)?.Text is not null))
            {
                problems.AddRange(FreeText(definition, choice.Channel));
                continue;
            }

            if (Refusal(choice, path, await FindAsync(choice, workspace, cancellation)) is { } refusal)
                problems.Add(refusal);
            problems.AddRange(definition.Variants.Select((variant, place) => (variant, place)).Where(each => each.variant.Content.GetValueOrDefault(choice.Channel)?.Text is not null).Select(each => new InputProblem(
                $"variants[{each.place}].content.{choice.Channel.Name()}.text", "not_both",
                $"The message is made of the template '{choice.Template}', so it has no text of its own: remove it, or take the template out of channels, and only those who wrote within a day get the text.")));
        }

        return problems;
    }

    /// <summary>What is in the way of sending free words, to those who wrote within a day: they have nothing but their text.</summary>
    private static IEnumerable<InputProblem> FreeText(CampaignDefinition definition, Channel channel)
    {
        for (var index = 0; index < definition.Variants.Count; index++)
        {
            var (path, content) = ($"variants[{index}].content.{channel.Name()}", definition.Variants[index].Content.GetValueOrDefault(channel));
            if (content is null)
                continue;
            if (string.IsNullOrWhiteSpace(content.Text))
                yield return new InputProblem($"{path}.text", "required", $"{path}.text is missing, and another variant is free text: write it, or give all of them a template.");
            else if (content.Text.Length > LongestFreeText)
                yield return new InputProblem($"{path}.text", "too_long", $"{path}.text has {content.Text.Length} characters: at most {LongestFreeText} are possible.");
            if (content.Parameters is { Count: > 0 })
                yield return new InputProblem($"{path}.parameters", "no_place", $"{path}.parameters are values of a template, and the message is free text: remove them, or name a template.");
            if (content.Media is { Count: > 0 })
                yield return new InputProblem($"{path}.media", "no_place", $"{path}.media stands in the header of a template, and the message is free text: remove it and link to the file, or name a template.");
        }
    }

    private static InputProblem? Refusal(ChannelChoice choice, string path, LibraryTemplate? template) => (choice.Template, template?.Submitted) switch
    {
        (null, _) => new(path, "required", $"{path} is missing: messages on {choice.Channel.Name()} are made of a template that its vendor has approved, so name one of templates, or write a text for those who wrote within a day."),
        (var name, _) when template is null => new(path, "unknown_template", $"{path} is '{name}', and there is no such template: add it to templates, or name another."),
        (var name, null) => new(path, "template_not_submitted", $"{path} is '{name}', which was not submitted to review yet: submit it first (POST templates/{name}/submit)."),
        (var name, { State: TemplateState.Rejected } version) => new(path, "template_rejected",
            $"{path} is '{name}', whose version {version.Number} was rejected: {version.Reason} Change the template and submit it to review first."),
        _ => null,
    };

    /// <summary>Each message must give the template as many values as it has placeholders.</summary>
    private IEnumerable<InputProblem> Values(CampaignDefinition definition, Channel channel, LibraryTemplate template, Workspace workspace)
    {
        var version = template.Submitted ?? template.Latest;
        for (var index = 0; index < definition.Variants.Count; index++)
        {
            if (!definition.Variants[index].Content.TryGetValue(channel, out var content))
                continue;
            var (path, given) = ($"variants[{index}].content.{channel.Name()}.parameters", content.Parameters ?? []);
            if (given.Count != version.Values)
            {
                yield return new InputProblem(path, "wrong_number",
                    $"{path} has {given.Count} items, and version {version.Number} of the template '{template.Name}' takes {version.Values}{(version.Header is null ? "" : ", those of its header first")}{(version.Values == version.ValuesOfText ? "" : ", those of its buttons last")}: give one for each placeholder.");
            }

            foreach (var (_, place) in given.Select((value, place) => (value, place)).Where(each => string.IsNullOrWhiteSpace(each.value)))
                yield return new InputProblem($"{path}[{place}]", "required", $"{path}[{place}] is blank, and a template takes no empty values: write a field or a text.");
            foreach (var problem in given.Count == version.Values ? Ends(path, given, version, workspace) : [])
                yield return problem;
        }
    }

    /// <summary>A button that begins where tracked links lead takes one of them; any other takes none, since it couldn't lead there.</summary>
    private IEnumerable<InputProblem> Ends(string path, IReadOnlyList<string> given, TemplateVersion version, Workspace workspace)
    {
        // One that was approved with the app's address leads to the same links as one on the workspace's domain.
        var (place, atApp) = (version.ValuesOfText, $"{publicUrl.AbsoluteUri.TrimEnd('/')}/r/");
        var tracked = $"{LinkSettings.BaseOf(workspace, publicUrl.AbsoluteUri.TrimEnd('/'))}/r/";
        foreach (var button in version.Buttons.Where(button => button.Beginning() is not null))
        {
            var (at, value) = ($"{path}[{place}]", given[place++]);
            var isTracked = button.Beginning() == tracked || button.Beginning() == atApp;
            if (isTracked && !OneLink().IsMatch(value))
                yield return new InputProblem(at, "link_required", $"{at} is the end of the button '{button.Text}', whose address is that of tracked links: write one alone, e.g. {{{{link 'https://shop.example/sale'}}}}.");
            else if (!isTracked && (value.Contains("://", StringComparison.Ordinal) || OneLink().IsMatch(value)))
                yield return new InputProblem(at, "link_invalid", $"{at} is what stands behind {button.Beginning()} on the button '{button.Text}': write the end of that address, or make the template's url {tracked}{{{{1}}}}, which takes a tracked link to anywhere.");
        }
    }

    [GeneratedRegex(@"^\s*\{\{\s*link\s[^{}]*\}\}\s*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OneLink();

    private async Task<LibraryTemplate?> FindAsync(ChannelChoice choice, Workspace workspace, CancellationToken cancellation) =>
        choice.Template is { } name && await templates.FindAsync(workspace.Id, name, cancellation) is { } template && template.Channel == choice.Channel ? template : null;

    private static IEnumerable<(ChannelChoice Choice, int Index)> Choices(CampaignDefinition definition) =>
        definition.Channels.Select((choice, index) => (choice, index)).Where(each => Templated.Contains(each.choice.Channel));
}
