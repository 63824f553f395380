using System.Text.Json;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Queues;

namespace ActiveReach.Delivery;

/// <summary>The queue of batches, of all channels.</summary>
public static class DeliveryQueue
{
    public const string Name = "deliver";

    /// <summary>Puts batches, the channels taking turns, so that none stands behind all of another.</summary>
    internal static Task PutAsync(this IMessageQueue queue, IEnumerable<BatchMessage> batches, CancellationToken cancellation)
    {
        string[] bodies =
        [
            .. batches.GroupBy(batch => new BatchNumber(batch.Batch).Channel)
                .SelectMany(ofChannel => ofChannel.Select((batch, turn) => (batch, turn)))
                .OrderBy(each => each.turn)
                .Select(each => Write(each.batch)),
        ];
        return bodies.Length == 0 ? Task.CompletedTask : queue.SendManyAsync(Name, bodies, cancellation);
    }

    /// <param name="delay">As in <see cref="IMessageQueue.SendAsync"/>.</param>
    internal static Task PutAsync(this IMessageQueue queue, BatchMessage batch, TimeSpan? delay = null, CancellationToken cancellation = default) =>
        queue.SendAsync(Name, Write(batch), delay, cancellation);

    private static string Write(BatchMessage batch) => JsonSerializer.Serialize(batch, Wire.Json);
}
