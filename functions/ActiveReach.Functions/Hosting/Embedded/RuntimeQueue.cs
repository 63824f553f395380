using ActiveReach.Delivery;
using ActiveReach.Queues;
using Functions.Embedded.Queues;

namespace ActiveReach.Functions.Hosting;

/// <summary>Queues of the embedded runtime.</summary>
internal sealed class RuntimeQueue(EmbeddedQueues queues) : IMessageQueue, IQueueWatch
{
    public Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellation = default) =>
        queues.SendAsync(queue, body, delay, cancellation);

    public Task SendManyAsync(string queue, IReadOnlyList<string> bodies, CancellationToken cancellation = default) =>
        queues.SendManyAsync(queue, bodies, cancellation: cancellation);

    public async Task<IReadOnlyList<QueueStanding>> ReadAsync(IReadOnlyList<string> names, CancellationToken cancellation = default) =>
        [.. (await queues.CountAsync(cancellation)).Select(each => new QueueStanding(each.Queue, each.Ready, each.Delayed, each.Age))];
}
