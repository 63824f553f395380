using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Contacts;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>Changes what a contact has said, with its history and what follows for its addresses, inside one transaction.</summary>
internal static class ConsentWriting
{
    private static readonly Dictionary<string, IReadOnlyDictionary<Channel, ConsentState>> NothingOnTopics = [];

    /// <summary>The contact's own word: it covers the channels that go together, and the list of suppressed addresses follows it.</summary>
    public static void Say(WriteSession session, Contact person, ChannelSet channels, ConsentState state, ConsentEvidence evidence)
    {
        var covered = ConsentCoverage.Of(channels);
        var standing = new AddressStanding(session, WorkspaceKey.Of(person.Id));
        foreach (var channel in covered)
        {
            if (person.AddressOn(channel) is not { } address)
                continue;
            if (state is ConsentState.OptedOut)
                standing.Suppressions.Add(channel, AddressHash.Of(address), SuppressionReason.OptedOut, evidence.At);
            else
                standing.Suppressions.Remove(channel, AddressHash.Of(address));
        }

        Apply(session, standing, person, covered.ToDictionary(channel => channel, _ => state), ConsentWeight.Person, ConsentWeight.Person, evidence);
        foreach (var address in covered.Select(person.AddressOn).OfType<string>().Distinct())
            standing.Refresh(address);
    }

    /// <summary>What somebody says the contact has said.</summary>
    /// <param name="weight">What stands behind a yes; a no weighs as what was recorded.</param>
    /// <param name="onTopics">The same by topic; null for nothing.</param>
    public static void Record(
        WriteSession session,
        Contact person,
        IReadOnlyDictionary<Channel, ConsentState> consents,
        ConsentWeight weight,
        ConsentEvidence evidence,
        IReadOnlyDictionary<string, IReadOnlyDictionary<Channel, ConsentState>>? onTopics)
    {
        var standing = new AddressStanding(session, WorkspaceKey.Of(person.Id));
        var no = evidence.Source is ConsentSources.Link ? ConsentWeight.Person : ConsentWeight.Recorded;
        foreach (var channel in consents.Where(each => weight is ConsentWeight.Person && each.Value is ConsentState.OptedIn).Select(each => each.Key))
        {
            if (person.AddressOn(channel) is { } address)
                standing.Suppressions.Remove(channel, AddressHash.Of(address), SuppressionReason.OwnWords);
        }

        Apply(session, standing, person, consents, no, weight, evidence, onTopics);
        foreach (var address in new[] { person.Phone, person.Email }.OfType<string>())
            standing.Refresh(address);
    }

    /// <summary>A yes from an address that no contact has: nothing stands against it on these channels any more.</summary>
    public static void Lift(WriteSession session, AddressStanding standing, ChannelSet channels, string address)
    {
        var (covered, hash) = (ConsentCoverage.Of(channels), AddressHash.Of(address));
        foreach (var channel in covered)
            standing.Suppressions.Remove(channel, hash);
        standing.Refusals.Lift(session, hash, "", default, covered, ConsentWeight.Person, others: true);
        standing.Refresh(address);
    }

    private static void Apply(
        WriteSession session,
        AddressStanding standing,
        Contact person,
        IReadOnlyDictionary<Channel, ConsentState> consents,
        ConsentWeight no,
        ConsentWeight yes,
        ConsentEvidence evidence,
        IReadOnlyDictionary<string, IReadOnlyDictionary<Channel, ConsentState>>? onTopics = null)
    {
        var after = person.Consents.With(consents);
        ConsentRows.Record(session, person.Id, person.Consents, after, evidence);
        standing.Refusals.Say(session, person, consents, no, yes, evidence);
        var topics = person.Topics.ToDictionary(StringComparer.Ordinal);
        foreach (var (topic, said) in onTopics ?? NothingOnTopics)
        {
            var before = topics.GetValueOrDefault(topic, Contact.NoConsents);
            topics[topic] = before.With(said);
            ConsentRows.Record(session, person.Id, before, topics[topic], evidence, topic);
            standing.Refusals.Say(session, person, said, no, yes, evidence, topic);
        }

        var reach = Reach.Of(person with { Consents = after });
        session.Prepare("UPDATE contacts SET reach = ?2, topics = ?4, version = version + 1, updated_at = ?3 WHERE id = ?1")
            .Bind(1, person.Id.Value).Bind(2, reach.Bits).Bind(3, evidence.At.ToUnixTimeMilliseconds()).Bind(4, TopicJson.Write(topics, person.RefusedTopics)).Execute();
    }
}
