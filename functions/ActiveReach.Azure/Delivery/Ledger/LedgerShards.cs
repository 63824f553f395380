using System.Collections.Concurrent;
using ActiveReach.Azure.Accounts;
using ActiveReach.Campaigns;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Ledger;

/// <summary>Runs and the heads of their shards. What never changes of a run is looked up once, then remembered.</summary>
internal sealed class LedgerShards(TableClient table, TimeProvider time)
{
    private const int MostRemembered = 10_000;

    /// <summary>Stands between tags: they are single lines.</summary>
    private const char TagBreak = '\n';

    private readonly ConcurrentDictionary<RunId, LedgerRun> known = new();

    public async Task<LedgerRun?> FindAsync(RunId run, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (known.TryGetValue(run, out var remembered))
            return remembered;
        if (await new TableEntry(table, LedgerKeys.RunPartition(run), LedgerKeys.Run, time).FindAsync(cancellation) is not { } entity)
            return null;
        if (known.Count > MostRemembered)
            known.Clear();
        return known[run] = Read(run, entity);
    }

    public async Task<LedgerRun> RequireAsync(RunId run, CancellationToken cancellation) =>
        await FindAsync(run, cancellation) ?? throw new InvalidOperationException($"The run '{run}' has no ledger: its audience has not been planned.");

    public async Task<LedgerRun> OpenAsync(LedgerRun run, Fence fence, CancellationToken cancellation)
    {
        if (await FindAsync(run.Id, cancellation) is null)
            await TryAddAsync(Write(run));
        var opened = await RequireAsync(run.Id, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, opened.Shards).Select(shard => TryAddAsync(ShardEntity.Write(LedgerKeys.Shard(run.Id, shard), new StoredShard(fence, new Dictionary<int, StageHead>(), null)))));
        return opened;
    }

    /// <summary>Null while the shard has no head.</summary>
    public async Task<StoredShard?> ReadAsync(string partition, CancellationToken cancellation) =>
        await Entry(partition).FindAsync(cancellation) is { } found ? ShardEntity.Read(found) : null;

    /// <summary>The heads of all shards, in order.</summary>
    public async Task<IReadOnlyList<StoredShard?>> ReadAllAsync(LedgerRun run, CancellationToken cancellation) =>
        await Task.WhenAll(Enumerable.Range(0, run.Shards).Select(shard => ReadAsync(LedgerKeys.Shard(run.Id, shard), cancellation)));

    /// <summary>Raises the fence, also of shards that a crash left without a head. The first shard, which is asked how the run stands, comes last.</summary>
    public async Task RaiseAsync(LedgerRun run, Fence fence)
    {
        await Task.WhenAll(Enumerable.Range(1, run.Shards - 1).Select(RaiseOneAsync));
        await RaiseOneAsync(0);

        Task RaiseOneAsync(int shard) => ChangeAsync(LedgerKeys.Shard(run.Id, shard), head => Task.FromResult(
            head is null ? new StoredShard(fence, new Dictionary<int, StageHead>(), null) : head with { Fence = head.Fence.Raise(fence) }));
    }

    /// <summary>Reads the head of a shard and writes what becomes of it; where nothing does, nothing is written.</summary>
    public Task ChangeAsync(string partition, Func<StoredShard?, Task<StoredShard>> change) => Entry(partition).ChangeAsync(async found =>
    {
        var head = found is null ? null : ShardEntity.Read(found);
        var after = await change(head);
        return (after == head ? null : ShardEntity.Write(partition, after), true);
    }, CancellationToken.None);

    private TableEntry Entry(string partition) => new(table, partition, LedgerKeys.ShardHead, time);

    /// <summary>What is there stays: whoever came first decides.</summary>
    private async Task TryAddAsync(TableEntity entity)
    {
        for (var tries = new TableTries(time); ;)
        {
            try
            {
                await table.AddEntityAsync(entity, CancellationToken.None);
                return;
            }
            catch (Exception error) when (TableTries.IsThere(error))
            {
                return;
            }
            catch (Exception error) when (tries.MayRepeat(error))
            {
                await tries.PauseAsync();
            }
        }
    }

    private static TableEntity Write(LedgerRun run) => EntityFields.New(LedgerKeys.RunPartition(run.Id), LedgerKeys.Run)
        .With("workspace", run.Workspace.Value)
        .With("campaign", run.Campaign.Value)
        .With("shards", run.Shards)
        .Where("isTest", run.IsTest)
        .With("startedAt", run.StartedAt)
        .With("goalEvent", run.GoalEvent)
        .With("goalWindow", run.GoalWindow?.Ticks)
        .With("tags", run.Tags is { Count: > 0 } tags ? string.Join(TagBreak, tags) : null);

    private static LedgerRun Read(RunId run, TableEntity entity) => new(
        run, new WorkspaceId(entity.GetString("workspace")), new CampaignId(entity.GetString("campaign")), entity.Number("shards"), entity.Is("isTest"), entity.GetDateTimeOffset("startedAt")!.Value,
        entity.GetString("goalEvent"), entity.GetInt64("goalWindow") is { } window ? new TimeSpan(window) : null, entity.GetString("tags")?.Split(TagBreak) ?? []);
}
