using ActiveReach.Campaigns.Moves;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Drafts;

/// <summary>Makes a new draft of the same definition, in any state of the original.</summary>
public sealed class DuplicateCampaign(CampaignWriter writer)
{
    private const string Suffix = " (copy)";
    private const int LongestName = 200;

    public async Task<Campaign> RunAsync(Caller caller, CampaignId id, CancellationToken cancellation = default)
    {
        var original = await writer.FindAsync(caller, id, cancellation);
        QuietHoursSwitch.Check(caller, null, original.Definition);
        return await writer.AddAsync(caller, original.Definition with { Name = Copied(original.Definition.Name) }, "campaign.duplicated", cancellation);
    }

    private static string? Copied(string? name) => name is null ? null : name[..Math.Min(name.Length, LongestName - Suffix.Length)] + Suffix;
}
