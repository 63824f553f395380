using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Delivery.Conversions;
using ActiveReach.Azure.Delivery.Ledger;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery;

/// <summary>The ledger on Azure Tables: a shard of a run is a partition, a write of a group one entity group. Whoever meets somebody else's write reads and
/// decides again; whoever doesn't know whether a write of theirs was made finds its id with the batch.</summary>
public sealed class TableLedger : ILedger
{
    private readonly TimeProvider time;
    private readonly TableClient table;
    private readonly LedgerShards shards;
    private readonly LedgerBatches batches;
    private readonly LedgerPlanning planning;
    private readonly AddressClaims addresses;
    private readonly MessageIds messages;
    private readonly GroupStore groups;
    private readonly GoalWorkspaces goals;

    /// <param name="time">Of the system: pauses between tries.</param>
    public TableLedger(TablesAccount account, TimeProvider time)
    {
        (this.time, table) = (time, account.Ledger);
        shards = new LedgerShards(account.Ledger, time);
        batches = new LedgerBatches(account.Ledger);
        addresses = new AddressClaims(account.Addresses, time);
        messages = new MessageIds(account.Messages, time);
        var contacts = new ContactRows(account.Contacts, time);
        planning = new LedgerPlanning(account.Ledger, shards, batches, contacts, time);
        groups = new GroupStore(account.Ledger, shards, messages, contacts);
        goals = new GoalWorkspaces(account.Conversions, time);
    }

    public async Task<LedgerRun> OpenAsync(LedgerRun run, Fence fence, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (run.GoalEvent is not null)
            await goals.AddAsync(run.Workspace);
        return await shards.OpenAsync(run, fence, cancellation);
    }

    public Task<LedgerRun?> FindRunAsync(RunId run, CancellationToken cancellation = default) => shards.FindAsync(run, cancellation);

    public async Task<T?> ChangeAsync<T>(KnownBatch batch, Func<LedgerGroup, T> decide, CancellationToken cancellation = default)
    {
        if (await shards.FindAsync(batch.Scope.Run, cancellation) is not { } run)
            return default;
        var known = batch.Group;
        batch.Group = null;
        (string Write, T Answer, bool IsRefused)? last = null;
        for (var tries = new TableTries(time); ;)
        {
            var group = await groups.ReadAsync(run, batch.Scope, known, last is null ? cancellation : CancellationToken.None);
            known = null;
            if (group is null)
                return default;
            if (last is { } made && group.Batch.Writes.Contains(made.Write))
            {
                batch.Group = group.Group;
                return made.Answer;
            }

            if (last is { IsRefused: true })
                throw GroupStore.CanNotAdd(group.Group);
            var answer = decide(group.Group);
            if (!group.IsChanged)
            {
                batch.Group = group.Group;
                return answer;
            }

            var write = Guid.NewGuid().ToString("N");
            try
            {
                await groups.WriteAsync(group, write);
                batch.Group = group.Group;
                return answer;
            }
            catch (Exception failure) when (tries.MayRepeat(failure))
            {
                last = (write, answer, group.Group.AddedBatches.Count > 0 && TableTries.IsThere(failure));
                await tries.PauseAsync();
            }
        }
    }

    public async Task<LedgerGroup?> ReadAsync(GroupScope scope, CancellationToken cancellation = default) =>
        await shards.FindAsync(scope.Run, cancellation) is { } run ? (await groups.ReadAsync(run, scope, cancellation))?.Group : null;

    public async Task<bool> AddAsync(RunId run, int shard, IReadOnlyList<NewBatch> batches, CancellationToken cancellation = default) =>
        await planning.AddAsync(await shards.RequireAsync(run, cancellation), shard, batches);

    public async Task SealAsync(RunId run, int firstStage, int lastStage, CancellationToken cancellation = default) =>
        await planning.SealAsync(await shards.RequireAsync(run, cancellation), firstStage, lastStage);

    public async Task<IReadOnlyList<StageHead>?> StageAsync(RunId run, int stage, CancellationToken cancellation = default)
    {
        if (await shards.FindAsync(run, cancellation) is not { } found)
            return null;
        var heads = (await shards.ReadAllAsync(found, cancellation)).Select(shard => shard?.Stages.GetValueOrDefault(stage)).ToList();
        return heads.Contains(null) ? null : [.. heads.OfType<StageHead>().Where(head => head.Batches > 0)];
    }

    public Task<IReadOnlyList<BatchHead>> OpenBatchesAsync(RunId run, int stage, CancellationToken cancellation = default) =>
        OpenBatchesAsync(run, BatchNumber.LastUnsentOf(stage), BatchNumber.LastOf(stage), cancellation);

    public Task<IReadOnlyList<BatchHead>> OpenBatchesAsync(RunId run, CancellationToken cancellation = default) =>
        OpenBatchesAsync(run, new BatchNumber(-1), BatchNumber.LastOf(Stage.Last), cancellation);

    public Task<IReadOnlyList<BatchHead>> BatchesAsync(RunId run, int shard, IReadOnlyList<BatchNumber> numbers, CancellationToken cancellation = default) =>
        batches.FindAsync(run, shard, numbers, cancellation);

    public async Task<IReadOnlyList<BatchNumber>> BatchesAfterAsync(RunId run, int shard, BatchNumber? after, int limit, CancellationToken cancellation = default) =>
        await batches.AfterAsync((await shards.RequireAsync(run, cancellation)).Id, shard, after, limit, cancellation);

    public async Task<IReadOnlyList<AddressClaim>> ClaimAddressesAsync(RunId run, IReadOnlyList<AddressClaim> claims, CancellationToken cancellation = default) =>
        await addresses.ClaimAsync((await shards.RequireAsync(run, cancellation)).Id, claims);

    public async Task<LedgerRow?> FindAsync(LedgerAddress address, CancellationToken cancellation = default) =>
        (await FindRowAsync(address, cancellation))?.Shown();

    public async Task<LedgerRow?> FindByMessageIdAsync(WorkspaceId workspace, string messageId, CancellationToken cancellation = default) =>
        await messages.FindAsync(workspace, messageId, cancellation) is { } address && await FindRowAsync(address, cancellation) is { } row && row.MessageId == messageId ? row : null;

    public async Task<IReadOnlyList<Tally>> TalliesAsync(RunId run, CancellationToken cancellation = default) =>
        await shards.FindAsync(run, cancellation) is { } found ? await batches.SumAsync(found, cancellation) : [];

    public async Task RaiseAsync(RunId run, Fence fence, CancellationToken cancellation = default)
    {
        if (await shards.FindAsync(run, cancellation) is { } found)
            await shards.RaiseAsync(found, fence);
    }

    public async Task<Fence?> FenceAsync(RunId run, CancellationToken cancellation = default) =>
        await shards.FindAsync(run, cancellation) is null ? null : (await shards.ReadAsync(LedgerKeys.Shard(run, 0), cancellation))?.Fence;

    private async Task<LedgerRow?> FindRowAsync(LedgerAddress address, CancellationToken cancellation) =>
        await shards.FindAsync(address.Run, cancellation) is { } run ? await RowEntity.FindAsync(table, run, address, cancellation) : null;

    private async Task<IReadOnlyList<BatchHead>> OpenBatchesAsync(RunId run, BatchNumber after, BatchNumber last, CancellationToken cancellation) =>
        await shards.FindAsync(run, cancellation) is { } found ? await batches.OpenAsync(found, after, last, cancellation) : [];
}
