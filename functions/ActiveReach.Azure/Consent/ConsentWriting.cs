using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;

namespace ActiveReach.Azure.Consent;

/// <summary>Changes what a contact has said, with its history and what follows for its addresses, in one unit of work.</summary>
internal sealed class ConsentWriting(ContactBook book)
{
    /// <summary>The contact's own word: it covers the channels that go together, and the list of suppressed addresses follows it.</summary>
    public async Task SayAsync(Contact person, ChannelSet channels, ConsentState state, ConsentEvidence evidence)
    {
        var covered = ConsentCoverage.Of(channels);
        foreach (var channel in covered)
        {
            if (person.AddressOn(channel) is { } address)
                await book.SayAsync(address, record => state is ConsentState.OptedOut ? record.List([channel], SuppressionReason.OptedOut, evidence.At) : record.Unlist([channel]));
        }

        await ApplyAsync(person, covered.ToDictionary(channel => channel, _ => state), ConsentWeight.Person, ConsentWeight.Person, evidence, null);
    }

    /// <summary>What somebody says the contact has said.</summary>
    /// <param name="weight">What stands behind a yes; a no weighs as what was recorded.</param>
    /// <param name="onTopics">The same by topic; null for nothing.</param>
    public async Task RecordAsync(
        Contact person,
        IReadOnlyDictionary<Channel, ConsentState> consents,
        ConsentWeight weight,
        ConsentEvidence evidence,
        IReadOnlyDictionary<string, IReadOnlyDictionary<Channel, ConsentState>>? onTopics)
    {
        var no = evidence.Source is ConsentSources.Link ? ConsentWeight.Person : ConsentWeight.Recorded;
        foreach (var channel in consents.Where(each => weight is ConsentWeight.Person && each.Value is ConsentState.OptedIn).Select(each => each.Key))
        {
            if (person.AddressOn(channel) is { } address)
                await book.SayAsync(address, record => record.Unlist([channel], SuppressionReason.OwnWords));
        }

        await ApplyAsync(person, consents, no, weight, evidence, onTopics);
    }

    private async Task ApplyAsync(
        Contact person,
        IReadOnlyDictionary<Channel, ConsentState> consents,
        ConsentWeight no,
        ConsentWeight yes,
        ConsentEvidence evidence,
        IReadOnlyDictionary<string, IReadOnlyDictionary<Channel, ConsentState>>? onTopics)
    {
        var after = person with { Consents = person.Consents.With(consents), Version = person.Version + 1, UpdatedAt = evidence.At };
        Record(person.Consents, after.Consents, null);
        await RefuseAsync(consents, "");
        var topics = person.Topics.ToDictionary(StringComparer.Ordinal);
        foreach (var (topic, said) in onTopics ?? new Dictionary<string, IReadOnlyDictionary<Channel, ConsentState>>())
        {
            var before = topics.GetValueOrDefault(topic, Contact.NoConsents);
            topics[topic] = before.With(said);
            Record(before, topics[topic], topic);
            await RefuseAsync(said, topic);
        }

        await book.PutAsync(person, await book.MarkedAsync(after with { Topics = topics }));

        void Record(PerChannel<ConsentState> before, PerChannel<ConsentState> now, string? topic)
        {
            foreach (var word in ConsentWords.Of(person.Id, after.Version, before, now, evidence, topic))
                book.Add(word);
        }

        async Task RefuseAsync(IReadOnlyDictionary<Channel, ConsentState> said, string topic)
        {
            foreach (var address in ContactBook.AddressesOf(person))
                await book.SayAsync(address, record => record.Say(person.Id, said, ChannelAddresses.UsersOf(address), no, yes, evidence, topic));
        }
    }
}
