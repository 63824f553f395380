using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Stages;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Queues;
using ActiveReach.Workspaces;

namespace Contracts.Delivery.Model;

/// <summary>A ledger as one process reaches it: each call in its turn.</summary>
internal sealed class LedgerInTurn(ILedger ledger, Turns turns, Incarnation who) : ILedger
{
    public Task<LedgerRun> OpenAsync(LedgerRun run, Fence fence, CancellationToken cancellation = default) => turns.TakeAsync(who, () => ledger.OpenAsync(run, fence, cancellation));

    public Task<LedgerRun?> FindRunAsync(RunId run, CancellationToken cancellation = default) => turns.TakeAsync(who, () => ledger.FindRunAsync(run, cancellation));

    public Task<T?> ChangeAsync<T>(KnownBatch batch, Func<LedgerGroup, T> decide, CancellationToken cancellation = default) => turns.TakeAsync(who, () => ledger.ChangeAsync(batch, decide, cancellation));

    public Task<LedgerGroup?> ReadAsync(GroupScope scope, CancellationToken cancellation = default) => turns.TakeAsync(who, () => ledger.ReadAsync(scope, cancellation));

    public Task<bool> AddAsync(RunId run, int shard, IReadOnlyList<NewBatch> batches, CancellationToken cancellation = default) => turns.TakeAsync(who, () => ledger.AddAsync(run, shard, batches, cancellation));

    public Task SealAsync(RunId run, int firstStage, int lastStage, CancellationToken cancellation = default) => turns.TakeAsync(who, () => ledger.SealAsync(run, firstStage, lastStage, cancellation));

    public Task<IReadOnlyList<StageHead>?> StageAsync(RunId run, int stage, CancellationToken cancellation = default) => turns.TakeAsync(who, () => ledger.StageAsync(run, stage, cancellation));

    public Task<IReadOnlyList<BatchHead>> OpenBatchesAsync(RunId run, int stage, CancellationToken cancellation = default) => turns.TakeAsync(who, () => ledger.OpenBatchesAsync(run, stage, cancellation));

    public Task<IReadOnlyList<BatchHead>> OpenBatchesAsync(RunId run, CancellationToken cancellation = default) => turns.TakeAsync(who, () => ledger.OpenBatchesAsync(run, cancellation));

    public Task<IReadOnlyList<BatchHead>> BatchesAsync(RunId run, int shard, IReadOnlyList<BatchNumber> numbers, CancellationToken cancellation = default) =>
        turns.TakeAsync(who, () => ledger.BatchesAsync(run, shard, numbers, cancellation));

    public Task<IReadOnlyList<BatchNumber>> BatchesAfterAsync(RunId run, int shard, BatchNumber? after, int limit, CancellationToken cancellation = default) =>
        turns.TakeAsync(who, () => ledger.BatchesAfterAsync(run, shard, after, limit, cancellation));

    public Task<IReadOnlyList<AddressClaim>> ClaimAddressesAsync(RunId run, IReadOnlyList<AddressClaim> claims, CancellationToken cancellation = default) =>
        turns.TakeAsync(who, () => ledger.ClaimAddressesAsync(run, claims, cancellation));

    public Task<LedgerRow?> FindAsync(LedgerAddress address, CancellationToken cancellation = default) => turns.TakeAsync(who, () => ledger.FindAsync(address, cancellation));

    public Task<LedgerRow?> FindByMessageIdAsync(WorkspaceId workspace, string messageId, CancellationToken cancellation = default) =>
        turns.TakeAsync(who, () => ledger.FindByMessageIdAsync(workspace, messageId, cancellation));

    public Task<IReadOnlyList<Tally>> TalliesAsync(RunId run, CancellationToken cancellation = default) => turns.TakeAsync(who, () => ledger.TalliesAsync(run, cancellation));

    public Task RaiseAsync(RunId run, Fence fence, CancellationToken cancellation = default) => turns.TakeAsync(who, () => ledger.RaiseAsync(run, fence, cancellation));

    public Task<Fence?> FenceAsync(RunId run, CancellationToken cancellation = default) => turns.TakeAsync(who, () => ledger.FenceAsync(run, cancellation));
}

internal sealed class PlansInTurn(IPlans plans, Turns turns, Incarnation who) : IPlans
{
    public Task<PlanState> OpenAsync(RunId run, CancellationToken cancellation = default) => turns.TakeAsync(who, () => plans.OpenAsync(run, cancellation));

    public Task<ReadOnlyMemory<byte>?> FreezeAsync(RunId run, int chunk, ReadOnlyMemory<byte> content, CancellationToken cancellation = default) =>
        turns.TakeAsync(who, () => plans.FreezeAsync(run, chunk, content, cancellation));

    public Task<ReadOnlyMemory<byte>?> FindChunkAsync(RunId run, int chunk, CancellationToken cancellation = default) => turns.TakeAsync(who, () => plans.FindChunkAsync(run, chunk, cancellation));

    public Task<bool> MoveAsync(RunId run, PlanState from, PlanState to, CancellationToken cancellation = default) => turns.TakeAsync(who, () => plans.MoveAsync(run, from, to, cancellation));
}

internal sealed class StagesInTurn(IActiveStages stages, Turns turns, Incarnation who) : IActiveStages
{
    public Task<ActiveStage> EnterAsync(ActiveStage stage, CancellationToken cancellation = default) => turns.TakeAsync(who, () => stages.EnterAsync(stage, cancellation));

    public Task LeaveAsync(RunId run, int stage, CancellationToken cancellation = default) => turns.TakeAsync(who, () => stages.LeaveAsync(run, stage, cancellation));

    public Task<IReadOnlyList<ActiveStage>> ListAsync(CancellationToken cancellation = default) => turns.TakeAsync(who, () => stages.ListAsync(cancellation));
}

internal sealed class DocumentsInTurn(IDocuments documents, Turns turns, Incarnation who) : IDocuments
{
    public Task<StoredDocument?> FindAsync(DocumentKey key, CancellationToken cancellation = default) => turns.TakeAsync(who, () => documents.FindAsync(key, cancellation));

    public Task<CommitOutcome> CommitAsync(string partition, IReadOnlyList<DocumentChange> changes, CancellationToken cancellation = default) =>
        turns.TakeAsync(who, () => documents.CommitAsync(partition, changes, cancellation));

    public Task<DocumentPage> QueryAsync(DocumentQuery query, CancellationToken cancellation = default) => turns.TakeAsync(who, () => documents.QueryAsync(query, cancellation));
}

internal sealed class CarrierInTurn(IChannelProvider carrier, Turns turns, Incarnation who) : IChannelProvider
{
    public Channel Channel => carrier.Channel;

    public int MessagesPerCall => carrier.MessagesPerCall;

    public int Concurrency => carrier.Concurrency;

    public TimeSpan RepeatWindow => carrier.RepeatWindow;

    public bool ReportsDelivery => carrier.ReportsDelivery;

    public SendLimit Limit => carrier.Limit;

    public Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation) => turns.TakeAsync(who, () => carrier.SendAsync(messages, cancellation));
}

internal sealed class QueueInTurn(IMessageQueue queue, Turns turns, Incarnation who) : IMessageQueue
{
    public Task SendAsync(string name, string body, TimeSpan? delay = null, CancellationToken cancellation = default) => turns.TakeAsync(who, () => queue.SendAsync(name, body, delay, cancellation));

    public async Task SendManyAsync(string name, IReadOnlyList<string> bodies, CancellationToken cancellation = default)
    {
        foreach (var body in bodies)
            await SendAsync(name, body, cancellation: cancellation);
    }
}
