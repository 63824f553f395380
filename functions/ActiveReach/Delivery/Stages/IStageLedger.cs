using ActiveReach.Campaigns;

namespace ActiveReach.Delivery.Stages;

/// <summary>The ledger as the story of a run sees it: stages that are started, watched, settled and cancelled.</summary>
public interface IStageLedger
{
    /// <summary>How a stage of a sealed plan stands.</summary>
    Task<StageProgress> ReadAsync(RunId run, int stage, CancellationToken cancellation = default);

    /// <summary>Sets in how many lanes the stage is sent and gives the first batch of every lane that is not done. Lanes stay as
    /// they are while the epoch is the same.</summary>
    Task<IReadOnlyList<BatchNumber>> OpenLanesAsync(Run run, int stage, int lanes, CancellationToken cancellation = default);

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

/// <param name="Left">Batches that may be cancelled by another call.</param>
/// <param name="InFlight">Batches that workers are at work on; they settle soon or their lease runs out.</param>
public sealed record CancelProgress(int Left, int InFlight)
{
    public bool IsDone => Left == 0 && InFlight == 0;
}
