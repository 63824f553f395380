using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Contacts;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>Changes what a contact has said, with its history, inside one transaction.</summary>
internal static class ConsentWriting
{
    private static readonly Dictionary<string, IReadOnlyDictionary<Channel, ConsentState>> NothingOnTopics = [];

    /// <summary>The contact's own word: it covers the channels that go together, and the list of suppressed addresses follows it.</summary>
    public static void Say(WriteSession session, Contact person, IReadOnlyList<Channel> channels, ConsentState state, ConsentEvidence evidence)
    {
        var covered = ConsentCoverage.Of(channels);
        Apply(session, person, covered.ToDictionary(channel => channel, _ => state), evidence);
        var list = new SuppressionList(session, WorkspaceKey.Of(person.Id));
        foreach (var channel in covered)
        {
            if (AddressOn(person, channel) is not { } address)
                continue;
            if (state is ConsentState.OptedOut)
                list.Add(channel, AddressHash.Of(address), "opted_out", evidence.At);
            else
                list.Remove(channel, AddressHash.Of(address));
        }

        foreach (var address in covered.Select(channel => AddressOn(person, channel)).OfType<string>().Distinct())
            list.Refresh(address);
    }

    /// <param name="onTopics">The same by topic; null for nothing.</param>
    public static void Apply(
        WriteSession session,
        Contact person,
        IReadOnlyDictionary<Channel, ConsentState> consents,
        ConsentEvidence evidence,
        IReadOnlyDictionary<string, IReadOnlyDictionary<Channel, ConsentState>>? onTopics = null)
    {
        var after = With(person.Consents, consents);
        ConsentRows.Record(session, person.Id, person.Consents, after, evidence);
        var topics = person.Topics.ToDictionary(StringComparer.Ordinal);
        foreach (var (topic, said) in onTopics ?? NothingOnTopics)
        {
            var before = topics.GetValueOrDefault(topic, Contact.NoConsents);
            topics[topic] = With(before, said);
            ConsentRows.Record(session, person.Id, before, topics[topic], evidence, topic);
        }

        var reach = Reach.Of(person with { Consents = after });
        session.Prepare("UPDATE contacts SET reach = ?2, topics = ?4, version = version + 1, updated_at = ?3 WHERE id = ?1")
            .Bind(1, person.Id.Value).Bind(2, reach.Bits).Bind(3, evidence.At.ToUnixTimeMilliseconds()).Bind(4, TopicJson.Write(topics)).Execute();
    }

    private static ConsentState[] With(IReadOnlyList<ConsentState> consents, IReadOnlyDictionary<Channel, ConsentState> said)
    {
        var after = consents.ToArray();
        foreach (var (channel, state) in said)
            after[(int)channel - 1] = state;
        return after;
    }

    private static string? AddressOn(Contact person, Channel channel) => channel switch
    {
        Channel.Email => person.Email,
        Channel.Sms or Channel.WhatsApp or Channel.Rcs => person.Phone,
        _ => null,
    };
}
