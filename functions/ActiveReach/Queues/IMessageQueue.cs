namespace ActiveReach.Queues;

/// <summary>Puts messages on queues: at least once, acknowledged means stored.</summary>
public interface IMessageQueue
{
    /// <param name="delay">Business time until the message may be seen; below 7 days.</param>
    Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellation = default);

    Task SendManyAsync(string queue, IReadOnlyList<string> bodies, CancellationToken cancellation = default);
}
