using System.Collections.Concurrent;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Records;

/// <summary>Runs as documents, those of a campaign in a partition of their own. A run is found by its id alone, as links and reports name it: the
/// directory tells the workspace of its campaign, once. The fence of the ledger follows each write.</summary>
public sealed class RunRecords(IDocuments documents, IRunFence fence, TimeProvider clock)
{
    private const int MostKnown = 100_000;

    private static readonly DocumentKind<Run> Kind = new DocumentKind<Run>("run", run => run.Id.Value).By("startedAt", run => run.StartedAt);

    private static readonly DocumentKind<Home> Homes = new("campaign-home", home => home.Campaign.Value);

    private readonly ConcurrentDictionary<CampaignId, WorkspaceId> known = [];

    /// <summary>Adds a run; false when it exists (a repeated activity).</summary>
    public async Task<bool> TryAddAsync(Run run, CancellationToken cancellation = default)
    {
        await documents.TryAsync(WorkspacePartition.Directory, Homes.Put(new Home(run.Campaign, run.Workspace)), cancellation);
        if (!await documents.TryAsync(PartitionOf(run), Kind.Add(run with { Revision = 1 }), cancellation))
            return false;
        if (HasBegun(run))
            await fence.RaiseAsync(run, CancellationToken.None);
        return true;
    }

    /// <summary>Puts down the run of a start that is about to be tried, over that of an earlier try.</summary>
    /// <returns>The run to start with; null when the campaign has gone on since it was read.</returns>
    public async Task<Run?> TryPrepareAsync(Run run, CancellationToken cancellation = default)
    {
        while (true)
        {
            if (await StoredAsync(run, cancellation) is not { } stored)
            {
                if (await TryAddAsync(run, cancellation))
                    return run with { Revision = 1 };
            }
            else if (HasBegun(stored.Value) || stored.Value.PreparedFrom > run.PreparedFrom)
            {
                return null;
            }
            else if (stored.Value.PreparedFrom == run.PreparedFrom)
            {
                // The same try twice at once: whichever wins, it starts this one.
                return stored.Value;
            }
            else if (await TryReplaceAsync(stored, run with { Revision = stored.Value.Revision }, null, cancellation) is { } written)
            {
                return written;
            }
        }
    }

    public async Task<Run?> FindAsync(RunId id, CancellationToken cancellation = default)
    {
        if (!known.TryGetValue(id.Campaign, out var workspace))
        {
            if (await documents.FindAsync(Homes, WorkspacePartition.Directory, id.Campaign.Value, cancellation) is not { } home)
                return null;
            if (known.Count >= MostKnown)
                known.Clear();
            known[id.Campaign] = workspace = home.Value.Workspace;
        }

        return (await documents.FindAsync(Kind, workspace.PartitionOf(id.Campaign.Value), id.Value, cancellation))?.Value;
    }

    /// <summary>Writes the run if the stored revision is still the run's; the written run, or null when somebody else was faster.</summary>
    public async Task<Run?> TryUpdateAsync(Run run, IReadOnlyList<Intent>? intents = null, CancellationToken cancellation = default)
    {
        var written = await TryWriteAsync(run, intents, cancellation);
        if (written is not null)
            await fence.RaiseAsync(written, CancellationToken.None);
        return written;
    }

    /// <summary>The same without the fence, for whoever raises it after.</summary>
    internal async Task<Run?> TryWriteAsync(Run run, IReadOnlyList<Intent>? intents, CancellationToken cancellation) =>
        await StoredAsync(run, cancellation) is { } stored && stored.Value.Revision == run.Revision ? await TryReplaceAsync(stored, run, intents, cancellation) : null;

    /// <summary>Those of a campaign that have begun, oldest first: skipped ones never do.</summary>
    public async Task<IReadOnlyList<Run>> ListAsync(WorkspaceId workspace, CampaignId campaign, CancellationToken cancellation = default) =>
        [.. (await AllAsync(workspace, campaign, cancellation)).Where(HasBegun)];

    /// <summary>Those that the campaign has started or skipped, also where they have yet to begin.</summary>
    public async Task<IReadOnlyList<Run>> StartedAsync(Campaign campaign, CancellationToken cancellation = default) => campaign is { RunsStarted: 0, Run: null } ? [] :
        [.. (await AllAsync(campaign.Workspace, campaign.Id, cancellation)).Where(run => HasBegun(run) || run.Id.Ordinal <= campaign.RunsStarted)];

    private static bool HasBegun(Run run) => run.Status is not (RunStatus.Prepared or RunStatus.Skipped);

    /// <summary>The oldest first. The store has those of one moment in the order of their ids, where the tenth comes before the second.</summary>
    private async Task<IReadOnlyList<Run>> AllAsync(WorkspaceId workspace, CampaignId campaign, CancellationToken cancellation) =>
        [.. (await documents.AllAsync(Kind, Kind.In(workspace.PartitionOf(campaign.Value)) with { OrderBy = "startedAt" }, cancellation)).OrderBy(run => run.StartedAt).ThenBy(run => run.Id.Ordinal)];

    private static string PartitionOf(Run run) => run.Workspace.PartitionOf(run.Campaign.Value);

    private Task<Stored<Run>?> StoredAsync(Run run, CancellationToken cancellation) => documents.FindAsync(Kind, PartitionOf(run), run.Id.Value, cancellation);

    private async Task<Run?> TryReplaceAsync(Stored<Run> stored, Run run, IReadOnlyList<Intent>? intents, CancellationToken cancellation)
    {
        var written = run with { Revision = run.Revision + 1 };
        var change = Kind.Replace(written, stored.ETag);
        var outcome = await PendingIntents.CommitAsync(documents, PartitionOf(run), [change], intents, clock.GetUtcNow(), cancellation);
        return outcome.IsDone ? written : null;
    }

    private sealed record Home(CampaignId Campaign, WorkspaceId Workspace);
}
