using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Campaigns;

/// <summary>Campaigns and runs in memory, with the compare-and-set of the real stores.</summary>
internal sealed class Shelf : ICampaignStore, IRunStore
{
    private readonly Dictionary<CampaignId, Campaign> campaigns = [];
    private readonly Dictionary<RunId, Run> runs = [];

    public List<Intent> Intents { get; } = [];

    public Task AddAsync(Campaign campaign, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        campaigns.Add(campaign.Id, campaign with { Revision = 1 });
        return Task.CompletedTask;
    }

    public Task<Campaign?> FindAsync(WorkspaceId workspace, CampaignId id, CancellationToken cancellation = default) =>
        Task.FromResult(campaigns.TryGetValue(id, out var campaign) && campaign.Workspace == workspace ? campaign : null);

    public Task<Campaign?> TryUpdateAsync(Campaign campaign, IReadOnlyList<Intent>? intents = null, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        if (campaigns[campaign.Id].Revision != campaign.Revision)
            return Task.FromResult<Campaign?>(null);
        Intents.AddRange(intents ?? []);
        return Task.FromResult<Campaign?>(campaigns[campaign.Id] = campaign with { Revision = campaign.Revision + 1 });
    }

    public Task<Campaign?> TryUpdateAsync(Campaign campaign, Run run, IReadOnlyList<Intent>? intents = null, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        if (runs.GetValueOrDefault(run.Id)?.Revision is { } stored ? stored != run.Revision : run.Revision != 0)
            return Task.FromResult<Campaign?>(null);
        runs[run.Id] = run with { Revision = run.Revision + 1 };
        return TryUpdateAsync(campaign, intents, audit, cancellation);
    }

    public Task<bool> TryDeleteAsync(Campaign campaign, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        Task.FromResult(campaigns[campaign.Id].Revision == campaign.Revision && campaigns.Remove(campaign.Id));

    public Task<CampaignPage> ListAsync(WorkspaceId workspace, CampaignQuery query, CancellationToken cancellation = default) =>
        throw new NotSupportedException("Lists are tested on the real stores.");

    public Task<bool> TryAddAsync(Run run, CancellationToken cancellation = default) =>
        Task.FromResult(runs.TryAdd(run.Id, run with { Revision = 1 }));

    public Task<Run?> FindAsync(RunId id, CancellationToken cancellation = default) => Task.FromResult(runs.GetValueOrDefault(id));

    public Task<Run?> TryUpdateAsync(Run run, IReadOnlyList<Intent>? intents = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException("People's moves change run and campaign together.");

    public Task<IReadOnlyList<Run>> ListAsync(WorkspaceId workspace, CampaignId campaign, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<Run>>([.. runs.Values.Where(run => run.Campaign == campaign)]);
}
