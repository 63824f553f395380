using System.Text;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Accounts.Storage;
using ActiveReach.Delivery;
using ActiveReach.Queues;

namespace ActiveReach.Azure.Queues;

/// <summary>Queues of the storage account, in the encoding that the Functions host reads (base64).</summary>
public sealed class StorageQueue(QueuesAccount account, TimeProvider time) : IMessageQueue, IQueueWatch
{
    /// <summary>Most bytes of a message: 64 KiB of base64.</summary>
    public const int MostBytes = 48 * 1024;

    /// <summary>The service takes one message a call.</summary>
    private static readonly ParallelOptions Abreast = new() { MaxDegreeOfParallelism = 16 };

    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);

    public async Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Encoding.UTF8.GetByteCount(body) is var bytes and > MostBytes)
            throw new ArgumentException($"A message for the queue '{queue}' has {bytes} bytes: a queue takes {MostBytes}. Put what it says into the store, and its id on the queue.", nameof(body));
        if (delay >= LongestDelay)
            throw new ArgumentOutOfRangeException(nameof(delay), delay, $"A message may be put off by less than {LongestDelay.Days} days: wait longer with a durable timer.");

        // Visibility time-outs are whole seconds: less than one would be none.
        var visibleIn = delay is { } wait ? TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)) : (TimeSpan?)null;
        await (await account.QueueAsync(queue)).SendMessageAsync(body, visibilityTimeout: visibleIn, timeToLive: Forever, cancellationToken: cancellation);
    }

    public Task SendManyAsync(string queue, IReadOnlyList<string> bodies, CancellationToken cancellation = default) =>
        Parallel.ForEachAsync(bodies, Abreast, async (body, _) => await SendAsync(queue, body, cancellation: cancellation));

    /// <summary>The service counts about, and delayed messages with the others; it shows the oldest of those that may be taken. Every instance of the app tells
    /// the same.</summary>
    public async Task<IReadOnlyList<QueueStanding>> ReadAsync(IReadOnlyList<string> queues, CancellationToken cancellation = default) =>
        await Task.WhenAll(queues.Select(queue => ReadAsync(queue, cancellation)));

    private async Task<QueueStanding> ReadAsync(string queue, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var client = await account.QueueAsync(queue);
        var messages = (await client.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount;
        var oldest = messages > 0 ? (await client.PeekMessageAsync(cancellation)).Value?.InsertedOn : null;
        return new QueueStanding(queue, messages, 0, oldest is { } since && time.GetUtcNow() - since is { Ticks: > 0 } age ? age : TimeSpan.Zero);
    }
}
