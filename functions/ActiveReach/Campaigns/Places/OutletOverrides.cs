using ActiveReach.Campaigns.Records;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Places;

/// <summary>Which outlets a run of a brand campaign leaves to campaigns of their own. Decided once, when it is planned, and kept until then: whoever
/// goes on with the plan leaves out the same people.</summary>
public sealed class OutletOverrides(IDocuments documents, CampaignRows rows)
{
    private static readonly DocumentKind<Frozen> Kind = new("run-overrides", frozen => frozen.Run.Value);

    /// <summary>By id of the outlet the campaign that replaces the run's there.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(Run run, CancellationToken cancellation = default)
    {
        var partition = run.Workspace.PartitionOf(run.Campaign.Value);
        while (true)
        {
            if (await documents.FindAsync(Kind, partition, run.Id.Value, cancellation) is { } frozen)
                return frozen.Value.ByOutlet;
            await documents.TryAsync(partition, Kind.Add(new Frozen(run.Id, await NowAsync(run.Workspace, run.Campaign, run.Definition, cancellation))), cancellation);
        }
    }

    /// <summary>Those that a run which is planned now would leave out. Drafts and what was cancelled replace nothing; of several for one outlet the one that was drafted first is named.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NowAsync(WorkspaceId workspace, CampaignId campaign, CampaignDefinition definition, CancellationToken cancellation = default)
    {
        var byOutlet = new Dictionary<string, string>(StringComparer.Ordinal);
        if (definition.Location is null)
        {
            foreach (var row in await rows.OverridingAsync(workspace, campaign, cancellation))
                byOutlet.TryAdd(row.Location!, row.Id.Value);
        }

        return byOutlet;
    }

    internal sealed record Frozen(RunId Run, IReadOnlyDictionary<string, string> ByOutlet);
}
