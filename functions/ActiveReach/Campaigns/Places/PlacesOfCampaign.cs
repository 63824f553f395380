using System.Text.RegularExpressions;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Records;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Places;

/// <summary>What a definition says of outlets: the one that it is for, the brand campaign that it replaces there, and what its messages say of each
/// contact's own.</summary>
public sealed partial class PlacesOfCampaign(OutletDirectories outlets, CampaignRecords campaigns)
{
    /// <summary>The definition with the id of the outlet that its location names.</summary>
    public async Task<CampaignDefinition> NamedAsync(CampaignDefinition definition, WorkspaceId workspace, CancellationToken cancellation = default) =>
        definition.Location is { } location && (await outlets.OfAsync(workspace, cancellation)).Find(location) is { } outlet ? definition with { Location = outlet.Id.Value } : definition;

    /// <summary>What messages say of outlets, and no outlet has to say.</summary>
    public async Task<IReadOnlyList<InputProblem>> CheckValuesAsync(CampaignDefinition definition, Workspace workspace, CancellationToken cancellation = default) =>
        [.. UnknownValues(definition, await outlets.OfAsync(workspace.Id, cancellation))];

    /// <summary>What stands in the way of sending it.</summary>
    public async Task<IReadOnlyList<InputProblem>> CheckAsync(CampaignDefinition definition, Workspace workspace, CancellationToken cancellation = default)
    {
        var directory = await outlets.OfAsync(workspace.Id, cancellation);
        var problems = new List<InputProblem>();
        if (definition.Location is { } location && directory.Find(location) is null)
            problems.Add(new InputProblem("location", "unknown_outlet", $"location is '{location}', and the workspace has no outlet of that id, externalId or name: name another, or leave it out to send to the whole audience."));
        if (definition.Overrides is { } overrides && await OverridesAsync(overrides, workspace, cancellation) is { } problem)
            problems.Add(problem);
        return problems;
    }

    /// <summary>A campaign of an outlet replaces one of the brand, which replaces none: so none go round in a ring.</summary>
    private async Task<InputProblem?> OverridesAsync(string id, Workspace workspace, CancellationToken cancellation)
    {
        if (await campaigns.FindAsync(workspace.Id, new CampaignId(id), cancellation) is not { } brand)
            return new InputProblem("overrides", "unknown_campaign", $"overrides is '{id}', and the workspace has no such campaign: give the id of the brand campaign, or leave it out.");
        return brand.Definition.Location is null
            ? null
            : new InputProblem("overrides", "not_a_brand_campaign", $"overrides is '{id}', which is the campaign of the outlet '{brand.Definition.Location}' itself: give the id of a campaign without location, or leave it out.");
    }

    /// <summary>What no outlet has to say is a mistake; what some have is nothing where the others have none.</summary>
    private static IEnumerable<InputProblem> UnknownValues(CampaignDefinition definition, OutletDirectory directory)
    {
        var known = directory.All.SelectMany(outlet => outlet.Values.Keys).Concat(OutletRules.OwnFields).ToHashSet(StringComparer.Ordinal);
        for (var index = 0; index < definition.Variants.Count; index++)
        {
            foreach (var (channel, content) in definition.Variants[index].Content)
            {
                foreach (var (member, template, _) in ContentTemplates.Of(content))
                {
                    if (NamedIn(template).FirstOrDefault(name => !known.Contains(name)) is { } unknown)
                    {
                        yield return new InputProblem($"variants[{index}].content.{Channels.ChannelNames.Name(channel)}.{member}", "unknown_field",
                            $"There is no field 'outlet.{unknown}'; of an outlet there are {string.Join(", ", known.Select(name => $"outlet.{name}").Order(StringComparer.Ordinal).Take(20))}. Give an outlet a value of that name, or take it out.");
                    }
                }
            }
        }
    }

    private static IEnumerable<string> NamedIn(string template) => Tags().Matches(template).SelectMany(tag => Values().Matches(tag.Value)).Select(value => value.Groups["name"].Value);

    [GeneratedRegex(@"\{\{[^}]*\boutlet\.[^}]*\}\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\boutlet\.(?<name>[A-Za-z0-9_]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Values();
}
