using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Claims;

/// <summary>The ledger as a sending worker writes it: three writes a batch, each of one shard of one run.</summary>
public sealed class SendLedger(ILedger ledger, ClaimTerms terms)
{
    /// <summary>How a batch stands, without taking it; null when there is no such batch.</summary>
    public async Task<BatchLook?> LookAsync(BatchMessage message, CancellationToken cancellation = default)
    {
        var number = new BatchNumber(message.Batch);
        if ((await ledger.BatchesAsync(message.RunId, message.Shard, [number], cancellation)) is not [var batch])
            return null;
        var next = message.Lanes > 0 ? await NextAsync(message, number, cancellation) : null;
        return new BatchLook(batch.IsDone, batch.Unsettled, next, batch.NotBefore, batch.IsDeferred, batch.ReleasedIn == message.Epoch, batch.Trace);
    }

    /// <summary>Takes the batch for a limited time, if the run is being sent in the epoch of the message and nobody else has it.
    /// Rows whose call was begun by a former claim come back in doubt, with the time of that call.</summary>
    /// <param name="trace">Where the taker works, kept beside the batch unless a former one's is; null while nobody records.</param>
    public async Task<ClaimAnswer> ClaimAsync(BatchMessage message, string? trace = null, CancellationToken cancellation = default)
    {
        // Read before it is claimed: while that is decided nobody else can write.
        var batch = new KnownBatch(GroupScope.Of(message), await ledger.ReadAsync(GroupScope.Of(message), cancellation));
        if (terms.IsClockOff)
            return new ClaimAnswer(ClaimVerdict.ClockOff);
        var answer = await ledger.ChangeAsync(batch, group => Claim(group, message, trace), cancellation) ?? new ClaimAnswer(ClaimVerdict.Unknown);
        if (answer.Claim is not { } claim)
            return answer;
        var rows = batch.Group!.Rows.Where(row => row.IsUnsettled).Select(row => new ClaimedRow(row.Address.Row, row.Contact, row.Variant, row.FirstSentAt, row.AddressKey, row.Occurrence, row.Outlet));
        return answer with { Claim = claim with { Known = batch }, Rows = [.. rows] };
    }

    /// <summary>Commits that the provider is about to be called for these rows, records the outcomes of the calls before, and
    /// renews the claim. False when the run is no longer being sent in the claim's epoch: then the outcomes are recorded, the rows
    /// are not marked, and the provider must not be called.</summary>
    /// <exception cref="ClaimLostException">Nothing is recorded.</exception>
    public async Task<bool> MarkCallingAsync(Claim claim, CallingRows calling, IReadOnlyList<RowOutcome> outcomes, CancellationToken cancellation = default)
    {
        var answer = await ledger.ChangeAsync(claim.Known, group =>
        {
            Require(group, claim);
            Outcomes.Record(group, outcomes);
            group.Batch = group.Batch with { LeaseUntil = terms.LeaseEnd, Sender = group.Batch.Sender ?? calling.Senders?[0] };
            if (!group.Fence.Admits(claim.Epoch))
                return (bool?)false;
            Outcomes.Call(group, calling);
            return true;
        }, cancellation);
        return answer ?? throw new ClaimLostException(claim);
    }

    /// <summary>Records outcomes and gives the claim back. The batch is done when no row is planned or in doubt.</summary>
    /// <param name="notBefore">Business time before which the batch is not to be taken again; null for at once.</param>
    /// <param name="forItsHour">Whether that is the hour that its rows wait for, and not a limit.</param>
    /// <exception cref="ClaimLostException">Nothing is recorded.</exception>
    public async Task<BatchSettlement> SettleBatchAsync(
        Claim claim, IReadOnlyList<RowOutcome> outcomes, DateTimeOffset? notBefore = null, bool forItsHour = false, CancellationToken cancellation = default) =>
        await ledger.ChangeAsync(claim.Known, group =>
        {
            Require(group, claim);
            Outcomes.Record(group, outcomes);
            return BatchEnd.Of(group, notBefore, forItsHour);
        }, cancellation) ?? throw new ClaimLostException(claim);

    /// <summary>Marks the batch as released in the epoch of the message: its lane goes on without it, and it doesn't put the lane's next batch
    /// when it is done. Repeating it changes nothing.</summary>
    public Task ReleaseAsync(BatchMessage message, CancellationToken cancellation = default) => ledger.ChangeAsync(GroupScope.Of(message).WithoutRows, group =>
    {
        if (!group.Batch.IsDone && group.Batch.ReleasedIn < message.Epoch)
            group.Batch = group.Batch with { ReleasedIn = message.Epoch };
        return true;
    }, cancellation);

    /// <summary>Notes when a batch that nobody holds comes back after a limit, so that nobody thinks its message lost.</summary>
    public Task PutOffAsync(BatchMessage message, DateTimeOffset notBefore, CancellationToken cancellation = default) => ledger.ChangeAsync(GroupScope.Of(message).WithoutRows, group =>
    {
        if (group.Batch is { IsDone: false, Owner: null })
            group.Batch = group.Batch with { NotBefore = notBefore, IsDeferred = false };
        return true;
    }, cancellation);

    /// <summary>Settles a batch that can't be processed: planned rows as failed with the reason, rows in doubt as uncertain.
    /// Null when somebody is at work on it, or the run isn't being sent in the epoch of the message.</summary>
    public Task<BatchSettlement?> GiveUpAsync(BatchMessage message, string reason, CancellationToken cancellation = default) => ledger.ChangeAsync<BatchSettlement?>(GroupScope.Of(message), group =>
    {
        if (!group.Fence.Admits(message.Epoch))
            return null;
        if (group.Batch.IsDone)
            return new BatchSettlement(true, 0, group.Stage?.Remaining ?? int.MaxValue);
        if (!terms.IsFree(group.Batch))
            return null;
        Outcomes.SettleAll(group, RowResult.Failed, reason);
        return BatchEnd.Of(group);
    }, cancellation);

    /// <summary>Settles what an ended run has not sent as skipped with the reason; false when somebody is at work on the batch.</summary>
    public async Task<bool> CancelAsync(RunId run, BatchHead batch, string reason, CancellationToken cancellation = default) =>
        await ledger.ChangeAsync(new GroupScope(run, batch.Shard, batch.Number), group =>
        {
            if (group.Batch.IsDone)
                return (bool?)true;
            if (!terms.IsFree(group.Batch))
                return false;
            Outcomes.SettleAll(group, RowResult.Skipped, reason);
            BatchEnd.Of(group);
            return true;
        }, cancellation) ?? true;

    /// <summary>Whether somebody is at work on it.</summary>
    public bool IsTaken(BatchHead batch) => !terms.IsFree(batch);

    private async Task<BatchMessage?> NextAsync(BatchMessage message, BatchNumber number, CancellationToken cancellation)
    {
        if (await ledger.FindRunAsync(message.RunId, cancellation) is not { } run)
            return null;
        int? last = null;
        foreach (var (shard, next) in LaneOrder.After(message.Shard, number, run.Shards, message.Lanes, int.MaxValue))
        {
            if ((await ledger.BatchesAsync(message.RunId, shard, [next], cancellation)).Count > 0)
                return message with { Shard = shard, Batch = next.Value };

            // Its shard has no more; another may have, as far as the longest goes.
            last ??= (await ledger.StageAsync(message.RunId, message.Stage, cancellation))?.Max(each => (int?)each.Batches) ?? 0;
            if (next.Sequence >= last)
                return null;
        }

        return null;
    }

    private ClaimAnswer Claim(LedgerGroup group, BatchMessage message, string? trace)
    {
        if (!group.Fence.Admits(message.Epoch))
            return new ClaimAnswer(ClaimVerdict.Refused);
        if (group.Batch.IsDone)
            return new ClaimAnswer(ClaimVerdict.Done);
        if (!terms.IsFree(group.Batch))
            return new ClaimAnswer(ClaimVerdict.TakenByAnother);
        group.Batch = group.Batch with
        {
            Claims = group.Batch.Claims + 1,
            Owner = terms.Incarnation,
            LeaseUntil = terms.LeaseEnd,
            Trace = group.Batch.Trace ?? trace,
        };
        return new ClaimAnswer(ClaimVerdict.Taken, new Claim(message.RunId, message.Shard, group.Batch.Number, message.Epoch, group.Batch.Claims));
    }

    private static void Require(LedgerGroup group, Claim claim)
    {
        if (group.Batch.Owner is null || group.Batch.Claims != claim.Ordinal)
            throw new ClaimLostException(claim);
    }
}
