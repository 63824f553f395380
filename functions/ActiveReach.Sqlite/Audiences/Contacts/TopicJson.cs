using System.Collections.Concurrent;
using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent;

namespace ActiveReach.Sqlite.Audiences.Contacts;

/// <summary>Consents by topic as the row keeps them: a JSON object of topic and consents, two bits a channel as in <see cref="Reach"/>.
/// Few combinations occur, so each is read once.</summary>
internal static class TopicJson
{
    private const int MostRemembered = 10_000;

    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<ConsentState>>> Known = new(StringComparer.Ordinal);

    public static string? Write(IReadOnlyDictionary<string, IReadOnlyList<ConsentState>> topics) => topics.Count == 0
        ? null
        : JsonSerializer.Serialize(topics.OrderBy(topic => topic.Key, StringComparer.Ordinal).ToDictionary(topic => topic.Key, topic => Reach.Of(topic.Value, 0, false, false).Bits));

    public static IReadOnlyDictionary<string, IReadOnlyList<ConsentState>> Read(string? json)
    {
        if (json is null)
            return Contact.NoTopics;
        if (Known.TryGetValue(json, out var known))
            return known;
        if (Known.Count >= MostRemembered)
            Known.Clear();
        return Known[json] = JsonSerializer.Deserialize<Dictionary<string, int>>(json)!
            .ToDictionary(topic => topic.Key, topic => new Reach(topic.Value).Consents, StringComparer.Ordinal);
    }
}
