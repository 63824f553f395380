using System.Globalization;
using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Channels;
using ActiveReach.Consent;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>All that decides whether a contact may be reached, as a text that is the same for many, so that people are counted by it: consents, channels
/// suppressed, held and refused through somebody else, which addresses there are. Stored: never renumber.</summary>
internal static class ContactStanding
{
    public static string Write(Contact contact) => string.Create(
        CultureInfo.InvariantCulture,
        $"{States(contact.Consents)}.{contact.SuppressedChannels.ToStored()}.{contact.HeldChannels.ToStored()}.{contact.RefusedChannels.ToStored()}.{(contact.Phone is null ? "" : "p")}{(contact.Email is null ? "" : "e")}{(contact.Devices > 0 ? "d" : "")}");

    public static Contact Read(string standing, string topics, Contact contact)
    {
        var parts = standing.Split('.');
        var said = TopicWords.Read(topics);
        return contact with
        {
            Consents = Consents(parts[0]),
            SuppressedChannels = Channels(parts[1]),
            HeldChannels = Channels(parts[2]),
            RefusedChannels = Channels(parts[3]),
            Topics = said.Said.ToDictionary(topic => topic.Key, topic => Consents(topic.Value), StringComparer.Ordinal),
            RefusedTopics = said.Refused,
        };
    }

    /// <summary>Somebody with this standing and no other features, to ask <see cref="MayReach"/> about.</summary>
    public static Recipient Anybody(string standing, string topics)
    {
        var addresses = standing[(standing.LastIndexOf('.') + 1)..];
        var contact = Read(standing, topics, new Contact { Phone = addresses.Contains('p') ? "+" : null, Email = addresses.Contains('e') ? "@" : null, Devices = addresses.Contains('d') ? 1 : 0 });
        return RecipientOf.Contact(contact, null);
    }

    /// <summary>Consents and refusals by topic; empty where nobody spoke of any.</summary>
    public static string WriteTopics(Contact contact) => contact.Topics.Count == 0 && contact.RefusedTopics.Count == 0 ? "" : JsonSerializer.Serialize(
        new TopicWords(
            contact.Topics.OrderBy(topic => topic.Key, StringComparer.Ordinal).ToDictionary(topic => topic.Key, topic => States(topic.Value)),
            contact.RefusedTopics.OrderBy(topic => topic.Key, StringComparer.Ordinal).ToDictionary()),
        ItemJson.Options);

    private static string States(PerChannel<ConsentState> consents) => string.Concat(ChannelSet.All.Select(channel => (char)('0' + (int)consents[channel])));

    private static PerChannel<ConsentState> Consents(string states)
    {
        var order = ChannelSet.All.ToList();
        return new PerChannel<ConsentState>(channel => (ConsentState)(states[order.IndexOf(channel)] - '0'));
    }

    private static ChannelSet Channels(string stored) => ChannelSet.FromStored(int.Parse(stored, CultureInfo.InvariantCulture));

    private sealed record TopicWords(IReadOnlyDictionary<string, string> Said, IReadOnlyDictionary<string, ChannelSet> Refused)
    {
        private static readonly TopicWords None = new(new Dictionary<string, string>(), Contact.NoRefusedTopics);

        public static TopicWords Read(string topics) => topics.Length == 0 ? None : JsonSerializer.Deserialize<TopicWords>(topics, ItemJson.Options)!;
    }
}
