using System.Text.Json.Nodes;

namespace ActiveReach.Stories.Client;

/// <summary>The carrier's own file of what it accepted: the independent witness of what was sent.</summary>
internal static class Witness
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(2);

    /// <summary>The lines that are whole, also while the carrier writes.</summary>
    public static IReadOnlyList<JsonNode> Read(string outbox) =>
        File.Exists(outbox) ? [.. File.ReadLines(outbox).Take(Count(outbox)).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!)] : [];

    public static IReadOnlyList<JsonNode> Of(string outbox, string campaign) =>
        [.. Read(outbox).Where(line => (string?)line["campaign"] == campaign)];

    /// <summary>Waits, in real time, until the carrier has taken so many messages of whatever campaign.</summary>
    public static Task UntilAsync(string outbox, int messages) =>
        Eventually.SeenAsync($"the carrier has {messages} messages", () => Count(outbox), count => count >= messages, Glance);

    /// <summary>How many messages there are, also while the carrier writes.</summary>
    public static int Count(string outbox) => File.Exists(outbox) ? File.ReadAllBytes(outbox).AsSpan().Count((byte)'\n') : 0;
}
