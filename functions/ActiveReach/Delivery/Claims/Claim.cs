using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Claims;

/// <param name="Unsettled">Rows that are planned or in doubt.</param>
/// <param name="Next">The batch after it in its lane; null for the last.</param>
/// <param name="NotBefore">Business time before which it must not be taken.</param>
/// <param name="IsDeferred">Whether that is the hour that its rows wait for, and not a limit.</param>
/// <param name="IsReleased">Whether its lane has gone on without it in the epoch of the message.</param>
/// <param name="Trace">Where it was taken first, if anybody recorded then.</param>
public sealed record BatchLook(
    bool IsDone, int Unsettled, BatchMessage? Next, DateTimeOffset? NotBefore, bool IsDeferred = false, bool IsReleased = false, string? Trace = null);

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

    /// <summary>The clock of this machine is too far off the store's to take anything: somebody else has to.</summary>
    ClockOff,
}

/// <param name="Claim">When taken.</param>
/// <param name="Rows">When taken: the rows to be sent, in order.</param>
public sealed record ClaimAnswer(ClaimVerdict Verdict, Claim? Claim = null, IReadOnlyList<ClaimedRow>? Rows = null);

/// <summary>The right to send a batch for a while. Every write of its holder is a compare-and-set on it.</summary>
/// <param name="Ordinal">Counts the claims of the batch.</param>
public sealed record Claim(RunId Run, int Shard, BatchNumber Batch, int Epoch, long Ordinal)
{
    /// <summary>The batch as its holder last wrote it.</summary>
    internal KnownBatch Known { get; init; } = new(new GroupScope(Run, Shard, Batch));

    public LedgerAddress Row(int row) => Batch.Row(Run, Shard, row);
}

/// <param name="Variant">Null for the winner's.</param>
/// <param name="Outlet">Whose people it is one of; null for nobody's.</param>
/// <param name="FirstSentAt">When a call first carried the message, for a row in doubt; null otherwise.</param>
/// <param name="AddressKey">The address that it claimed.</param>
/// <param name="Occurrence">See <see cref="LedgerRow.Occurrence"/>.</param>
public readonly record struct ClaimedRow(int Row, ContactId Contact, string? Variant, DateTimeOffset? FirstSentAt, long? AddressKey = null, string Occurrence = "", string? Outlet = null)
{
    public bool IsInDoubt => FirstSentAt is not null;
}

/// <param name="Rows">In ascending order. Rows in doubt keep the time of their first call.</param>
/// <param name="FirstSentAt">Business time of the calls.</param>
/// <param name="Variants">Those of the rows, recorded where they were planned without one; null where none was.</param>
/// <param name="Senders">What each of them is sent from; null where that isn't told.</param>
public readonly record struct CallingRows(IReadOnlyList<int> Rows, DateTimeOffset FirstSentAt, IReadOnlyList<string>? Variants, IReadOnlyList<string>? Senders = null);

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
/// <param name="ShardRemaining">Batches of the shard and stage that are not done; at 0 the stage may be settled.</param>
public sealed record BatchSettlement(bool IsDone, int Unsettled, int ShardRemaining);

/// <summary>Somebody else has the batch: the holder's lease ran out.</summary>
public sealed class ClaimLostException(Claim claim)
    : Exception($"The claim {claim.Ordinal} on batch {claim.Batch.Value} of run '{claim.Run}' is no longer valid: its lease ran out and the batch was taken again.");
