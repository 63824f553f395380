using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ActiveReach.Stories.Client;

/// <summary>The carrier's own file of what it accepted: the independent witness of what was sent.</summary>
internal static class Witness
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    public static IReadOnlyList<JsonNode> Read(string outbox) =>
        File.Exists(outbox) ? [.. File.ReadLines(outbox).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!)] : [];

    public static IReadOnlyList<JsonNode> Of(string outbox, string campaign) =>
        [.. Read(outbox).Where(line => (string?)line["campaign"] == campaign)];

    /// <summary>Waits, in real time, until the carrier has taken so many messages of whatever campaign.</summary>
    public static async Task UntilAsync(string outbox, int messages, TimeSpan limit)
    {
        for (var waited = Stopwatch.StartNew(); CountLines(outbox) < messages; await Task.Delay(2))
        {
            if (waited.Elapsed > limit)
                throw new TimeoutException($"The carrier has {CountLines(outbox)} messages and not {messages} after {limit.TotalSeconds} s.");
        }
    }

    /// <summary>How many messages the carrier has after some real time.</summary>
    public static async Task<int> WatchAsync(string outbox, string campaign, TimeSpan time)
    {
        for (var waited = TimeSpan.Zero; waited < time; waited += Glance)
            await Task.Delay(Glance);
        return Of(outbox, campaign).Count;
    }

    private static int CountLines(string outbox) => File.Exists(outbox) ? File.ReadAllBytes(outbox).AsSpan().Count((byte)'\n') : 0;
}
