using System.Text.Json.Nodes;

namespace ActiveReach.Stories.Client;

/// <summary>The carrier's own file of what it accepted: the independent witness of what was sent.</summary>
internal static class Witness
{
    public static IReadOnlyList<JsonNode> Read(string outbox) =>
        File.Exists(outbox) ? [.. File.ReadLines(outbox).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!)] : [];

    public static IReadOnlyList<JsonNode> Of(string outbox, string campaign) =>
        [.. Read(outbox).Where(line => (string?)line["campaign"] == campaign)];
}
