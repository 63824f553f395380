using System.Collections.Concurrent;
using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Consent;

namespace ActiveReach.Sqlite.Audiences.Contacts;

/// <summary>Consents by topic as the row keeps them: a JSON object of topic and consents, two bits a channel as in <see cref="Reach"/>; and
/// behind a mark, which no topic begins with, the channels on which the address said no through somebody else. Few combinations occur, so
/// each is read once.</summary>
internal static class TopicJson
{
    private const int MostRemembered = 10_000;
    private const char OfAddress = '@';
    private static readonly TopicWords None = new(Contact.NoTopics, AddressMarks.NoTopics);

    private static readonly ConcurrentDictionary<string, TopicWords> Known = new(StringComparer.Ordinal);

    public static string? Write(IReadOnlyDictionary<string, PerChannel<ConsentState>> said, IReadOnlyDictionary<string, ChannelSet> refused)
    {
        if (said.Count == 0 && refused.Count == 0)
            return null;
        var topics = said.ToDictionary(topic => topic.Key, topic => Reach.Of(topic.Value).Bits, StringComparer.Ordinal);
        foreach (var (topic, channels) in refused)
            topics[OfAddress + topic] = channels.ToStored();
        return JsonSerializer.Serialize(topics.OrderBy(topic => topic.Key, StringComparer.Ordinal).ToDictionary(topic => topic.Key, topic => topic.Value));
    }

    public static TopicWords Read(string? json)
    {
        if (json is null)
            return None;
        if (Known.TryGetValue(json, out var known))
            return known;
        if (Known.Count >= MostRemembered)
            Known.Clear();
        var topics = JsonSerializer.Deserialize<Dictionary<string, int>>(json)!;
        return Known[json] = new TopicWords(
            topics.Where(topic => topic.Key[0] != OfAddress).ToDictionary(topic => topic.Key, topic => new Reach(topic.Value).Consents, StringComparer.Ordinal),
            topics.Where(topic => topic.Key[0] == OfAddress).ToDictionary(topic => topic.Key[1..], topic => ChannelSet.FromStored(topic.Value), StringComparer.Ordinal));
    }
}

/// <param name="Said">What the contact has said, by topic and channel.</param>
/// <param name="Refused">Channels on which the address said no to a topic through somebody else.</param>
internal sealed record TopicWords(IReadOnlyDictionary<string, PerChannel<ConsentState>> Said, IReadOnlyDictionary<string, ChannelSet> Refused);
