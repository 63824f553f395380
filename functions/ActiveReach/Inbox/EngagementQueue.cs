using System.Text.Json;
using ActiveReach.Problems;
using ActiveReach.Queues;

namespace ActiveReach.Inbox;

/// <summary>The queue that tells which events wait in the inbox; nothing of the events is in it.</summary>
public static class EngagementQueue
{
    public const string Name = "engagement";
    private const int MostIds = 200;

    internal static Task RingAsync(this IMessageQueue queue, IReadOnlyList<long> ids) =>
        ids.Count == 0 ? Task.CompletedTask : queue.SendManyAsync(Name, [.. ids.Chunk(MostIds).Select(Write)]);

    internal static async Task RingLaterAsync(this IMessageQueue queue, IReadOnlyList<long> ids, TimeSpan delay)
    {
        foreach (var some in ids.Chunk(MostIds))
            await queue.SendAsync(Name, Write(some), delay);
    }

    private static string Write(long[] ids) => JsonSerializer.Serialize(new EngagementMessage(ids), Wire.Json);
}

/// <summary>What travels on <see cref="EngagementQueue"/>.</summary>
public sealed record EngagementMessage(IReadOnlyList<long> Ids);
