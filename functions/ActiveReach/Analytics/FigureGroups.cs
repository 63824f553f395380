using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Experiments;
using ActiveReach.Ids;
using ActiveReach.Outlets;

namespace ActiveReach.Analytics;

/// <summary>Gives every group of a breakdown its key and a name for people, and puts in the groups in which nobody is yet: whoever draws
/// the figures has a place for each from the first moment.</summary>
public sealed class FigureGroups(OutletDirectories outlets)
{
    /// <summary>The key of those who belong to no group.</summary>
    public const string None = DecideOutlets.None;

    /// <summary>The name of those who belong to no outlet.</summary>
    public const string NoOutlet = "No outlet";

    /// <summary>Most outlets that are listed with nobody in them.</summary>
    private const int MostEmptyOutlets = 500;

    public async Task<CampaignAnalytics> CompleteAsync(Campaign campaign, CampaignAnalytics figures, CancellationToken cancellation = default)
    {
        var directory = figures.Breakdowns.ContainsKey("outlet") ? await outlets.OfAsync(campaign.Workspace, cancellation) : OutletDirectory.Empty;
        return figures with
        {
            Attempts = ChannelsOf(campaign).Concat(figures.Attempts.Keys).Distinct(StringComparer.Ordinal)
                .ToDictionary(channel => channel, channel => figures.Attempts.GetValueOrDefault(channel) ?? new FigureSet(), StringComparer.Ordinal),
            Breakdowns = figures.Breakdowns.ToDictionary(
                breakdown => breakdown.Key, breakdown => Complete(campaign, breakdown.Key, breakdown.Value, directory), StringComparer.Ordinal),
        };
    }

    private static IReadOnlyList<FigureSet> Complete(Campaign campaign, string by, IReadOnlyList<FigureSet> groups, OutletDirectory directory)
    {
        var keyed = groups.Select(group => group with { Group = group.Group ?? None }).ToList();
        var empty = Expected(campaign, by, directory).Where(key => keyed.TrueForAll(group => group.Group != key)).Select(key => new FigureSet { Group = key });
        return [.. keyed.Concat(empty).Select(group => group with { Name = NameOf(by, group.Group!, directory) })];
    }

    /// <summary>The groups that the campaign has by its definition.</summary>
    private static IEnumerable<string> Expected(Campaign campaign, string by, OutletDirectory directory) => by switch
    {
        "channel" => ChannelsOf(campaign),
        "variant" => campaign.Definition.Variants.Select(variant => variant.Id),
        "stage" => !campaign.Definition.TestsFirst ? [Stage.Name(Stage.Rest)] : [Stage.Name(Stage.TestSlice), Stage.Name(Stage.Rest)],
        "outlet" when directory.All.Count <= MostEmptyOutlets => directory.All.Select(outlet => outlet.Id.Value),
        _ => [],
    };

    private static IEnumerable<string> ChannelsOf(Campaign campaign) => campaign.Definition.Channels.Select(choice => choice.Channel.Name());

    private static string NameOf(string by, string key, OutletDirectory directory) => (by, key) switch
    {
        ("outlet", None) => NoOutlet,
        ("outlet", _) => directory.Find(key)?.Name ?? key,
        ("variant", None) => "No variant",
        ("channel", None) => "No channel",
        ("hour", None) => "Not handed over",
        ("stage", _) => key.Replace('_', ' '),
        _ => key,
    };
}
