using ActiveReach.Campaigns;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Sending;

/// <summary>The ledger as a sending worker writes it. Every call touches one shard of one run only, so that it can be one
/// entity group of a table store: at most 98 rows, the batch and its shard's counter.</summary>
public interface ISendLedger
{
    /// <summary>How a batch stands, without taking it; null when there is no such batch.</summary>
    Task<BatchLook?> LookAsync(BatchMessage message, CancellationToken cancellation = default);

    /// <summary>Takes the batch for a limited time, if the run is being sent in the epoch of the message and nobody else has it.
    /// Rows whose call was begun by a former claim come back in doubt, with the time of that call.</summary>
    /// <param name="trace">Where the taker works, kept beside the batch unless a former one's is; null while nobody records.</param>
    Task<ClaimAnswer> ClaimAsync(BatchMessage message, string? trace = null, CancellationToken cancellation = default);

    /// <summary>Commits that the provider is about to be called for these rows, records the outcomes of the calls before, and
    /// renews the claim. False when the run is no longer being sent in the claim's epoch: then the outcomes are recorded, the rows
    /// are not marked, and the provider must not be called.</summary>
    /// <exception cref="ClaimLostException">Nothing is recorded.</exception>
    Task<bool> MarkCallingAsync(Claim claim, CallingRows calling, IReadOnlyList<RowOutcome> outcomes, CancellationToken cancellation = default);

    /// <summary>Records outcomes and gives the claim back. The batch is done when no row is planned or in doubt.</summary>
    /// <param name="notBefore">Business time before which the batch is not to be taken again; null for at once.</param>
    /// <param name="forItsHour">Whether that is the hour that its rows wait for, and not a limit.</param>
    /// <exception cref="ClaimLostException">Nothing is recorded.</exception>
    Task<BatchSettlement> SettleBatchAsync(
        Claim claim, IReadOnlyList<RowOutcome> outcomes, DateTimeOffset? notBefore = null, bool forItsHour = false, CancellationToken cancellation = default);

    /// <summary>Marks the batch as released in the epoch of the message: its lane goes on without it, and it doesn't put the lane's next batch
    /// when it is done. Repeating it changes nothing.</summary>
    Task ReleaseAsync(BatchMessage message, CancellationToken cancellation = default);

    /// <summary>Notes when a batch that nobody holds comes back after a limit, so that nobody thinks its message lost.</summary>
    Task PutOffAsync(BatchMessage message, DateTimeOffset notBefore, CancellationToken cancellation = default);

    /// <summary>Settles a batch that can't be processed: planned rows as failed with the reason, rows in doubt as uncertain.
    /// Null when somebody is at work on it.</summary>
    Task<BatchSettlement?> GiveUpAsync(BatchMessage message, string reason, CancellationToken cancellation = default);
}

/// <param name="Unsettled">Rows that are planned or in doubt.</param>
/// <param name="Lanes">How many lanes the stage is sent in; 0 before it was started.</param>
/// <param name="HasSuccessor">Whether the lane has a batch after this one.</param>
/// <param name="NotBefore">Business time before which it must not be taken.</param>
/// <param name="IsDeferred">Whether that is the hour that its rows wait for, and not a limit.</param>
/// <param name="IsReleased">Whether its lane has gone on without it in the epoch of the message.</param>
/// <param name="Trace">Where it was taken first, if anybody recorded then.</param>
public sealed record BatchLook(
    bool IsDone, int Unsettled, int Lanes, bool HasSuccessor, DateTimeOffset? NotBefore, bool IsDeferred = false, bool IsReleased = false, string? Trace = null);

public enum ClaimVerdict
{
    Taken,

    /// <summary>Every row is settled.</summary>
    Done,

    /// <summary>Another worker has it and its lease runs.</summary>
    TakenByAnother,

    /// <summary>The run is paused or has ended, or the message is of an older epoch.</summary>
    Refused,

    /// <summary>There is no such batch.</summary>
    Unknown,
}

/// <param name="Claim">When taken.</param>
/// <param name="Rows">When taken: the rows to be sent, in order.</param>
public sealed record ClaimAnswer(ClaimVerdict Verdict, Claim? Claim = null, IReadOnlyList<ClaimedRow>? Rows = null);

/// <summary>The right to send a batch for a while. Every write of its holder is a compare-and-set on it.</summary>
/// <param name="Ordinal">Counts the claims of the batch.</param>
public sealed record Claim(RunId Run, BatchNumber Batch, int Epoch, long Ordinal, string? Outlet);

/// <param name="Variant">Null for the winner's.</param>
/// <param name="FirstSentAt">When a call first carried the message, for a row in doubt; null otherwise.</param>
public readonly record struct ClaimedRow(int Row, ContactId Contact, string? Variant, DateTimeOffset? FirstSentAt)
{
    public bool IsInDoubt => FirstSentAt is not null;
}

/// <param name="Rows">In ascending order. Rows in doubt keep the time of their first call.</param>
/// <param name="FirstSentAt">Business time of the calls.</param>
/// <param name="Winner">The variant recorded for rows that were planned without one.</param>
public readonly record struct CallingRows(IReadOnlyList<int> Rows, DateTimeOffset FirstSentAt, string? Winner);

public enum RowResult
{
    /// <summary>The provider has taken it. A report that came before is kept.</summary>
    Handed,
    Failed,
    Skipped,

    /// <summary>The call's outcome is unknown and it may no longer be repeated.</summary>
    Uncertain,

    /// <summary>Nothing was sent: back to planned.</summary>
    Planned,

    /// <summary>Its hour has not come: it stays planned, with reason and rule.</summary>
    Deferred,
}

/// <param name="At">Business time.</param>
/// <param name="MessageId">The provider's id, where it differs from the tag that the message carried.</param>
/// <param name="Rule">The rule behind the reason, where it has a name.</param>
public readonly record struct RowOutcome(int Row, RowResult Result, DateTimeOffset At, string? Reason = null, string? MessageId = null, string? Rule = null);

/// <param name="Unsettled">Rows of the batch that are still planned or in doubt.</param>
/// <param name="ShardRemaining">Batches of the shard and stage that are not done; at 0 the shard is to be completed.</param>
public sealed record BatchSettlement(bool IsDone, int Unsettled, int ShardRemaining);

/// <summary>Somebody else has the batch: the holder's lease ran out.</summary>
public sealed class ClaimLostException(Claim claim)
    : Exception($"The claim {claim.Ordinal} on batch {claim.Batch.Value} of run '{claim.Run}' is no longer valid: its lease ran out and the batch was taken again.");
