using System.Security.Cryptography;
using System.Text;
using ActiveReach.Inbox;

namespace ActiveReach.Azure.Engagement;

/// <summary>Where events lie: in 8 partitions, by a hash of what they are known by, so that none waits twice. An id names its partition, and grows with time. Stored: never change.</summary>
internal static class InboxKeys
{
    public const int Partitions = 8;

    private const int PartitionBits = 3;

    public static IEnumerable<string> All => Enumerable.Range(0, Partitions).Select(Partition);

    public static string PartitionOf(long id) => Partition(NumberOf(id));

    public static int NumberOf(long id) => (int)(id & (Partitions - 1));

    public static string Waiting(long id) => FormattableString.Invariant($"w{id:x16}");

    /// <summary>The newest first.</summary>
    public static string Parked(long id) => FormattableString.Invariant($"p{long.MaxValue - id:x16}");

    /// <summary>What an event is known by while it waits; null where it has no id.</summary>
    public static string? Known(InboxEvent received) =>
        received.EventId is null ? null : $"e{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{received.Source}\n{received.EventId}")).AsSpan(0, 16))}";

    /// <summary>The partition of an event by what it is known by; any for one without an id.</summary>
    public static int NumberOf(string? known) => known is null ? Random.Shared.Next(Partitions) : Convert.ToInt32(known[^1..], 16) % Partitions;

    public static long IdOf(long moment, int partition) => (moment << PartitionBits) | (uint)partition;

    private static string Partition(int number) => FormattableString.Invariant($"inbox-{number}");
}

/// <summary>Ids of events: of the millisecond, and of their order in it. Two processes may come to the same one, and then one takes another. They stay below 2^53,
/// which every reader of JSON keeps.</summary>
/// <param name="time">Of the system.</param>
internal sealed class InboxIds(TimeProvider time)
{
    private const int OrderBits = 9;
    private const int Begins = 1 << (OrderBits - 1);

    private static readonly long Epoch = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private long last;

    /// <param name="partition">The number of the one that it lies in.</param>
    public long Next(int partition)
    {
        var earliest = ((time.GetUtcNow().ToUnixTimeMilliseconds() - Epoch) << OrderBits) + Random.Shared.Next(Begins);
        while (true)
        {
            var seen = Interlocked.Read(ref last);
            var next = Math.Max(earliest, seen + 1);
            if (Interlocked.CompareExchange(ref last, next, seen) == seen)
                return InboxKeys.IdOf(next, partition);
        }
    }
}
