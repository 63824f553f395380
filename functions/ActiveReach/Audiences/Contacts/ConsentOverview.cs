using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Addresses;

namespace ActiveReach.Audiences.Contacts;

/// <summary>How the channels and topics of one contact stand, with what stands against its addresses.</summary>
/// <param name="history">Its changes, newest first.</param>
/// <param name="phone">What stands against its phone; empty where it has none.</param>
/// <param name="email">The same of its e-mail address.</param>
public sealed class ConsentOverview(Contact person, IReadOnlyList<ConsentChange> history, AddressRecord phone, AddressRecord email)
{
    private readonly List<AddressRefusal> refusals = [.. Against(phone, person, ChannelAddresses.ByPhone), .. Against(email, person, ChannelAddresses.ByEmail)];

    /// <summary>One entry a channel, then one for each topic and channel that was spoken of.</summary>
    public IReadOnlyList<ChannelConsent> Read() => [.. ChannelSet.All.Select(channel => Of(channel, null)), .. OnTopics()];

    private static IEnumerable<AddressRefusal> Against(AddressRecord address, Contact person, ChannelSet users) =>
        address.Refusals.Where(each => each.Contact != person.Id).Select(each => each with { Channels = each.Channels.Intersect(users) });

    private ChannelConsent Of(Channel channel, string? topic) => Standing(channel, topic) is { State: ConsentState.OptedOut } no && RecordOn(channel) is { } record
        ? no with { LastRefusedAt = record.Refusals.Where(each => each.Topic == (topic ?? "") && each.Channels.Contains(channel)).Max(each => (DateTimeOffset?)each.LastAt) }
        : Standing(channel, topic);

    private ChannelConsent Standing(Channel channel, string? topic)
    {
        var (suppressed, held) = (person.SuppressedChannels.Contains(channel), person.HeldChannels.Contains(channel));
        var reason = suppressed ? RecordOn(channel)?.Listed.FirstOrDefault(each => each.Channel == channel)?.Reason : null;
        var own = topic is null ? person.Consents[channel] : person.Topics.GetValueOrDefault(topic, Contact.NoConsents)[channel];
        var change = history.FirstOrDefault(each => each.Topic == topic && each.Channels.Contains(channel));
        if (own is not ConsentState.OptedOut && Refusal(channel, topic) is { } refusal)
            return new(channel, ConsentState.OptedOut, refusal.Evidence.Source, refusal.Evidence.At, refusal.Evidence.Proof, suppressed, topic, ByAddress: true, reason, held);
        return change is null
            ? new(channel, own, person.Origin, person.CreatedAt, null, suppressed, topic, ByAddress: false, reason, held)
            : new(channel, change.State, change.Source, change.At, change.Proof, suppressed, topic, ByAddress: false, reason, held);
    }

    private AddressRecord? RecordOn(Channel channel) => person.AddressOn(channel) is null ? null : ChannelAddresses.ByEmail.Contains(channel) ? email : phone;

    /// <summary>The latest no of the address.</summary>
    private AddressRefusal? Refusal(Channel channel, string? topic) =>
        refusals.Where(each => each.Topic == (topic ?? "") && each.Channels.Contains(channel)).MaxBy(each => each.Evidence.At);

    private IEnumerable<ChannelConsent> OnTopics() =>
        from topic in person.Topics.Keys.Concat(refusals.Select(refusal => refusal.Topic).Where(name => name.Length > 0)).Distinct().Order(StringComparer.Ordinal)
        from channel in ChannelSet.All
        where person.Topics.GetValueOrDefault(topic, Contact.NoConsents)[channel] is not ConsentState.Unknown
            || Refusal(channel, topic) is not null
            || history.Any(each => each.Topic == topic && each.Channels.Contains(channel))
        select Of(channel, topic);
}
