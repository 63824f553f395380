using System.Text.RegularExpressions;

namespace Functions.Embedded.Queues;

/// <summary>What the cloud's queues take; the same is refused here, so that nothing works only at home.</summary>
internal static partial class QueueLimits
{
    /// <summary>64 KiB of base64, the encoding of the host's queue messages, hold this much.</summary>
    public const int MostBytes = 49_152;

    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);

    public static string Name(string queue) => NamePattern().IsMatch(queue)
        ? queue
        : throw new ArgumentException(
            $"'{queue}' is no valid queue name. Use 3 to 63 lower-case letters, digits and single dashes, with a letter or digit at both ends.", nameof(queue));

    public static void Body(string queue, int bytes)
    {
        if (bytes > MostBytes)
        {
            throw new ArgumentException(
                $"The message for queue '{queue}' has {bytes} bytes; a queue takes {MostBytes} (64 KiB as base64). Store the content and send a reference to it.", nameof(bytes));
        }
    }

    public static TimeSpan Delay(string queue, TimeSpan? initialDelay)
    {
        var delay = initialDelay ?? TimeSpan.Zero;
        return delay >= TimeSpan.Zero && delay <= LongestDelay
            ? delay
            : throw new ArgumentOutOfRangeException(
                nameof(initialDelay), delay, $"A message for queue '{queue}' can be delayed by 0 to 7 days. Use a durable timer for longer waits.");
    }

    [GeneratedRegex("^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
