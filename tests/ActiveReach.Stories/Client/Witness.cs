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

    /// <summary>How many messages the carrier has after some real time.</summary>
    public static async Task<int> WatchAsync(string outbox, string campaign, TimeSpan time)
    {
        for (var waited = TimeSpan.Zero; waited < time; waited += Glance)
            await Task.Delay(Glance);
        return Of(outbox, campaign).Count;
    }
}
