using ActiveReach.Campaigns;

namespace ActiveReach.Delivery.Stages;

/// <summary>The ledger as the story of a run sees it: stages that are started, watched, settled and cancelled.</summary>
public interface IStageLedger
{
    /// <summary>How a stage of a sealed plan stands.</summary>
    Task<StageProgress> ReadAsync(RunId run, int stage, CancellationToken cancellation = default);

    /// <summary>Sets in how many lanes the stage is sent and gives the first batch of every lane that is neither done nor released; and
    /// released ones that should have come back by <paramref name="overdue"/>, so that none whose message was lost stays behind. Lanes stay as
    /// they are while the epoch is the same; releases count in their epoch only.</summary>
    /// <param name="overdue">Business time.</param>
    Task<IReadOnlyList<BatchNumber>> OpenLanesAsync(Run run, int stage, int lanes, DateTimeOffset overdue, CancellationToken cancellation = default);

    /// <summary>What the stage waits for; null while anything but the hour of recipients is to be waited for.</summary>
    Task<StageWait?> ReadWaitAsync(RunId run, int stage, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Stages that are being sent now, of all runs but one: those that share the window with it.</summary>
    Task<int> CountActiveAsync(RunId except, CancellationToken cancellation = default);

    /// <summary>Whether no row of the run is still to be sent or in doubt: a run is never complete before that.</summary>
    Task<bool> IsEveryoneSettledAsync(RunId run, CancellationToken cancellation = default);

    /// <summary>Marks a shard whose counter is 0 as settled; the last one of the stage stores the ring of the run's orchestration
    /// in the same transaction. True when the stage is settled. Repeating it changes nothing.</summary>
    Task<bool> CompleteShardAsync(Run run, int stage, int shard, CancellationToken cancellation = default);

    /// <summary>Settles unsent rows of an ended run as skipped with the reason, at most so many batches a call. Batches that a
    /// worker is at work on are left to it.</summary>
    Task<CancelProgress> CancelAsync(Run run, string reason, int batches, CancellationToken cancellation = default);
}

/// <param name="Batches">All batches of the stage.</param>
/// <param name="Remaining">Those that are not done.</param>
/// <param name="ShardsToComplete">Shards whose counter is 0 without having been completed: a crash came in between.</param>
/// <param name="LastHandedAt">Business time of the last hand-over.</param>
public sealed record StageProgress(
    bool IsSealed, bool IsSettled, int Batches, int Remaining, IReadOnlyList<int> ShardsToComplete, DateTimeOffset? LastHandedAt);

/// <summary>Recipients whose hour has not come, where nobody else is left to send to.</summary>
/// <param name="From">When the first of them may be sent to.</param>
/// <param name="Until">When the last of them may.</param>
/// <param name="Rule">The rule that the first of them waits for.</param>
public sealed record StageWait(long Recipients, DateTimeOffset From, DateTimeOffset Until, string? Rule);

/// <param name="Left">Batches that may be cancelled by another call.</param>
/// <param name="InFlight">Batches that workers are at work on; they settle soon or their lease runs out.</param>
public sealed record CancelProgress(int Left, int InFlight)
{
    public bool IsDone => Left == 0 && InFlight == 0;
}
