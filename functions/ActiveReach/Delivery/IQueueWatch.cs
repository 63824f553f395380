namespace ActiveReach.Delivery;

/// <summary>Tells how queues stand, for those who watch.</summary>
public interface IQueueWatch
{
    /// <summary>How each queue stands that has messages, the ones given at least as far as they are there.</summary>
    Task<IReadOnlyList<QueueStanding>> ReadAsync(IReadOnlyList<string> queues, CancellationToken cancellation = default);
}

/// <param name="Ready">Messages that may be worked on now or are at work. Cloud queues count about, and the delayed ones with them.</param>
/// <param name="Delayed">Messages whose time has not come.</param>
/// <param name="Age">How long the oldest of those that are ready has been so, in business time; on cloud queues, since the oldest that may be taken was
/// sent.</param>
public sealed record QueueStanding(string Queue, long Ready, long Delayed, TimeSpan Age);
