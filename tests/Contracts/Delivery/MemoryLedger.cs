using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace Contracts.Delivery;

/// <summary>The ledger in memory, for tests of what is written above it. It holds writes to what a table store takes: one shard of one run, and no
/// more entities than <see cref="ILedger.MostChanges"/>.</summary>
/// <param name="conflicts">Says whether somebody writes between a decision and its write: then it is thrown away and made anew.</param>
public sealed class MemoryLedger(Func<bool>? conflicts = null) : ILedger
{
    private readonly Lock gate = new();
    private readonly Dictionary<RunId, MemoryRun> runs = [];

    public Task<LedgerRun> OpenAsync(LedgerRun run, Fence fence, CancellationToken cancellation = default) => At(() =>
    {
        runs.TryAdd(run.Id, new MemoryRun(run, fence));
        return runs[run.Id].Run;
    }, cancellation);

    public Task<LedgerRun?> FindRunAsync(RunId run, CancellationToken cancellation = default) => At(() => runs.GetValueOrDefault(run)?.Run, cancellation);

    public Task<T?> ChangeAsync<T>(KnownBatch batch, Func<LedgerGroup, T> decide, CancellationToken cancellation = default) => At(() =>
    {
        var scope = batch.Scope;
        if (runs.GetValueOrDefault(scope.Run) is not { } run || run.Read(scope, batch.Group) is not { } group)
            return default;
        if (conflicts?.Invoke() == true)
        {
            decide(group);
            group = run.Read(scope)!;
        }

        var answer = decide(group);
        OneGroup.Check(scope.Run, scope.Shard, group);
        run.Write(scope, group);
        batch.Group = group;
        return answer;
    }, cancellation);

    public Task<LedgerGroup?> ReadAsync(GroupScope scope, CancellationToken cancellation = default) => At(() => runs.GetValueOrDefault(scope.Run)?.Read(scope), cancellation);

    public Task<bool> AddAsync(RunId run, int shard, IReadOnlyList<NewBatch> batches, CancellationToken cancellation = default) => At(() =>
    {
        var found = Require(run);
        if (!found.Fence.MayBePlanned)
            return false;
        foreach (var batch in batches)
        {
            OneGroup.Check(run, shard, batch);
            found.TryAdd(shard, batch);
        }

        return true;
    }, cancellation);

    public Task SealAsync(RunId run, int firstStage, int lastStage, CancellationToken cancellation = default) => At(() =>
    {
        for (var stage = firstStage; stage <= lastStage; stage++)
            Require(run).Seal(stage);
        return true;
    }, cancellation);

    public Task<IReadOnlyList<StageHead>?> StageAsync(RunId run, int stage, CancellationToken cancellation = default) =>
        At<IReadOnlyList<StageHead>?>(() => runs.GetValueOrDefault(run) is { } found && found.IsSealed(stage) ? [.. found.Stages.Where(head => head.Stage == stage && head.Batches > 0)] : null, cancellation);

    public Task<IReadOnlyList<BatchHead>> OpenBatchesAsync(RunId run, int stage, CancellationToken cancellation = default) =>
        At<IReadOnlyList<BatchHead>>(() => [.. Batches(run).Where(batch => !batch.IsDone && batch.Number.IsSent && batch.Number.Stage == stage)], cancellation);

    public Task<IReadOnlyList<BatchHead>> OpenBatchesAsync(RunId run, CancellationToken cancellation = default) =>
        At<IReadOnlyList<BatchHead>>(() => [.. Batches(run).Where(batch => !batch.IsDone)], cancellation);

    public Task<IReadOnlyList<BatchHead>> BatchesAsync(RunId run, int shard, IReadOnlyList<BatchNumber> numbers, CancellationToken cancellation = default) =>
        At<IReadOnlyList<BatchHead>>(() => [.. numbers.Select(number => runs.GetValueOrDefault(run)?.Find(shard, number)).OfType<BatchHead>()], cancellation);

    public Task<IReadOnlyList<BatchNumber>> BatchesAfterAsync(RunId run, int shard, BatchNumber? after, int limit, CancellationToken cancellation = default) =>
        At<IReadOnlyList<BatchNumber>>(() => [.. Require(run).Batches.Where(batch => batch.Shard == shard && (after is null || batch.Number > after)).Select(batch => batch.Number).Take(limit)], cancellation);

    public Task<IReadOnlyList<AddressClaim>> ClaimAddressesAsync(RunId run, IReadOnlyList<AddressClaim> claims, CancellationToken cancellation = default) =>
        At<IReadOnlyList<AddressClaim>>(() => [.. claims.Select(Require(run).Claim)], cancellation);

    public Task<LedgerRow?> FindAsync(LedgerAddress address, CancellationToken cancellation = default) =>
        At(() => runs.GetValueOrDefault(address.Run)?.Find(address.Shard, new RowPlace(address.Batch, address.Row)), cancellation);

    public Task<LedgerRow?> FindByMessageIdAsync(WorkspaceId workspace, string messageId, CancellationToken cancellation = default) =>
        At(() => runs.Values.Where(run => run.Run.Workspace == workspace).SelectMany(run => run.Rows).FirstOrDefault(row => row.MessageId == messageId), cancellation);

    public Task<IReadOnlyList<Tally>> TalliesAsync(RunId run, CancellationToken cancellation = default) =>
        At<IReadOnlyList<Tally>>(() => runs.GetValueOrDefault(run)?.Tallies ?? [], cancellation);

    public Task RaiseAsync(RunId run, Fence fence, CancellationToken cancellation = default) => At(() =>
    {
        runs.GetValueOrDefault(run)?.Raise(fence);
        return true;
    }, cancellation);

    public Task<Fence?> FenceAsync(RunId run, CancellationToken cancellation = default) => At(() => runs.GetValueOrDefault(run)?.Fence, cancellation);

    /// <summary>What a merge of two people does to their messages.</summary>
    public void Reassign(ContactId from, ContactId to)
    {
        lock (gate)
        {
            foreach (var run in runs.Values)
                run.Reassign(from, to);
        }
    }

    private IEnumerable<BatchHead> Batches(RunId run) => runs.GetValueOrDefault(run)?.Batches ?? [];

    private MemoryRun Require(RunId run) => runs.GetValueOrDefault(run) ?? throw new InvalidOperationException($"The run '{run}' has no ledger: its audience has not been planned.");

    private Task<T> At<T>(Func<T> deed, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellation);
        lock (gate)
        {
            try
            {
                return Task.FromResult(deed());
            }
            catch (Exception error)
            {
                return Task.FromException<T>(error);
            }
        }
    }
}
