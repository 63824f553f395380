using ActiveReach.Campaigns;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Stages;

/// <summary>The ledger as the story of a run sees it: stages that are started, watched, settled and cancelled.</summary>
public interface IStageLedger
{
    /// <summary>How a stage of a sealed plan stands.</summary>
    Task<StageProgress> ReadAsync(RunId run, int stage, CancellationToken cancellation = default);

    /// <summary>Sets in how many lanes the stage is sent and gives the first batch of every lane that is neither done nor released; and
    /// released ones. While the epoch is the same, lanes stay as they are, and of the batches that are to come back by themselves only
    /// those that should have by <paramref name="overdue"/> are given: so none whose message was lost stays behind, and none comes twice.
    /// Releases count in their epoch only.</summary>
    /// <param name="overdue">Business time.</param>
    Task<IReadOnlyList<BatchNumber>> OpenLanesAsync(Run run, int stage, int lanes, DateTimeOffset overdue, CancellationToken cancellation = default);

    /// <summary>What the stage waits for; null while anything but the hour of recipients is to be waited for.</summary>
    Task<StageWait?> ReadWaitAsync(RunId run, int stage, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>What is still to be sent, of every run that is being sent now.</summary>
    Task<IReadOnlyList<Backlog>> ReadBacklogsAsync(DateTimeOffset now, CancellationToken cancellation = default);

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

/// <summary>What is to be sent in a stage on a channel.</summary>
/// <param name="IsStarted">False for a stage that others come before.</param>
/// <param name="Due">Rows that nothing but the carrier keeps back.</param>
/// <param name="Deferred">Rows whose hour has not come.</param>
/// <param name="From">When the first of those may be sent to.</param>
/// <param name="Until">When the last of those may.</param>
/// <param name="Rule">The rule that the first of those waits for.</param>
public sealed record Backlog(
    RunId Run, int Stage, Channels.Channel Channel, bool IsStarted, long Due, long Deferred = 0, DateTimeOffset? From = null, DateTimeOffset? Until = null, string? Rule = null);

/// <param name="Left">Batches that may be cancelled by another call.</param>
/// <param name="InFlight">Batches that workers are at work on; they settle soon or their lease runs out.</param>
public sealed record CancelProgress(int Left, int InFlight)
{
    public bool IsDone => Left == 0 && InFlight == 0;
}
