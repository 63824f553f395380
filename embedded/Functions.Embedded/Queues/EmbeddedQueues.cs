using System.Text;

namespace Functions.Embedded.Queues;

/// <summary>
/// The queues of the embedded runtime, for code that sends. At least once, with the sizes and delays of the cloud's queues;
/// messages don't expire.
/// </summary>
public sealed class EmbeddedQueues
{
    private readonly QueueStore store;

    internal EmbeddedQueues(QueueStore store) => this.store = store;

    /// <summary>Sends text; done when the message is on disk.</summary>
    /// <param name="queue">3 to 63 lower-case letters, digits and dashes.</param>
    /// <param name="body">At most 48 KiB of UTF-8.</param>
    /// <param name="initialDelay">Business time before it becomes visible, at most 7 days. Null: at once.</param>
    /// <param name="cancellation">Counts until the message is queued for the disk; then it is sent.</param>
    public Task SendAsync(string queue, string body, TimeSpan? initialDelay = null, CancellationToken cancellation = default) =>
        SendAsync(queue, Encoding.UTF8.GetBytes(body), initialDelay, cancellation);

    /// <inheritdoc cref="SendAsync(string, string, TimeSpan?, CancellationToken)"/>
    public Task SendAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan? initialDelay = null, CancellationToken cancellation = default) =>
        SendManyAsync(queue, [body], initialDelay, cancellation);

    /// <summary>Sends several messages in one transaction: all or none.</summary>
    public Task SendManyAsync(string queue, IReadOnlyCollection<string> bodies, TimeSpan? initialDelay = null, CancellationToken cancellation = default) =>
        SendManyAsync(queue, [.. bodies.Select(body => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(body))], initialDelay, cancellation);

    /// <inheritdoc cref="SendManyAsync(string, IReadOnlyCollection{string}, TimeSpan?, CancellationToken)"/>
    public Task SendManyAsync(string queue, IReadOnlyCollection<ReadOnlyMemory<byte>> bodies, TimeSpan? initialDelay = null, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled(cancellation);
        QueueLimits.Name(queue);
        var delay = QueueLimits.Delay(queue, initialDelay);
        foreach (var body in bodies)
            QueueLimits.Body(queue, body.Length);
        if (bodies.Count == 0)
            return Task.CompletedTask;
        var now = store.Clock.GetUtcNow().UtcTicks;
        var work = new SendWork(store, queue, [.. bodies.Select(body => new QueueEntry(store.NextId(), now, now + delay.Ticks, 0, body.ToArray()))]);
        store.Post(work);
        return work.Sent;
    }

    /// <summary>Messages of a queue: visible, delayed and running ones.</summary>
    public long Count(string queue) => store.Count(QueueLimits.Name(queue));

    /// <summary>How every queue stands that has messages.</summary>
    public Task<IReadOnlyList<QueueCount>> CountAsync(CancellationToken cancellation = default) => store.CountAsync(cancellation);

    /// <summary>The bodies of the first messages of a queue, without taking them.</summary>
    public IReadOnlyList<byte[]> Peek(string queue, int most = 32) => store.Peek(QueueLimits.Name(queue), most);
}
