using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Audiences;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>How the channels and topics of one contact stand, with what stands against its addresses.</summary>
internal sealed class ConsentOverview(ReadSession session, Contact person)
{
    private readonly WorkspaceKey workspace = WorkspaceKey.Of(person.Id);
    private readonly List<ConsentChange> history = ConsentRows.Read(session, person.Id);
    private readonly List<AddressRefusal> refusals = [.. Refusals(session, person)];

    /// <summary>One entry a channel, then one for each topic and channel that was spoken of.</summary>
    public IReadOnlyList<ChannelConsent> Read() => [.. ChannelSet.All.Select(channel => Of(channel, null)), .. OnTopics()];

    private static IEnumerable<AddressRefusal> Refusals(ReadSession session, Contact person)
    {
        var list = new AddressRefusals(session, WorkspaceKey.Of(person.Id));
        return list.Against(person.Phone, person.Id).Concat(list.Against(person.Email, person.Id));
    }

    private ChannelConsent Of(Channel channel, string? topic) => Standing(channel, topic) is { State: ConsentState.OptedOut } no && person.AddressOn(channel) is { } address
        ? no with { LastRefusedAt = new AddressRefusals(session, workspace).LastSaid(address, topic ?? "", channel) }
        : Standing(channel, topic);

    private ChannelConsent Standing(Channel channel, string? topic)
    {
        var (suppressed, held) = (person.SuppressedChannels.Contains(channel), person.HeldChannels.Contains(channel));
        var reason = suppressed ? ReasonOf(channel) : null;
        var own = topic is null ? person.Consents[channel] : person.Topics.GetValueOrDefault(topic, Contact.NoConsents)[channel];
        var change = history.Find(each => each.Topic == topic && each.Channels.Contains(channel));
        if (own is not ConsentState.OptedOut && Refusal(channel, topic) is { } refusal)
            return new(channel, ConsentState.OptedOut, refusal.Evidence.Source, refusal.Evidence.At, refusal.Evidence.Proof, suppressed, topic, ByAddress: true, reason, held);
        return change is null
            ? new(channel, own, person.Origin, person.CreatedAt, null, suppressed, topic, ByAddress: false, reason, held)
            : new(channel, change.State, change.Source, change.At, change.Proof, suppressed, topic, ByAddress: false, reason, held);
    }

    /// <summary>The latest no of the address.</summary>
    private AddressRefusal? Refusal(Channel channel, string? topic) =>
        refusals.Where(each => each.Topic == (topic ?? "") && each.Channels.Contains(channel)).MaxBy(each => each.Evidence.At);

    private IEnumerable<ChannelConsent> OnTopics() =>
        from topic in person.Topics.Keys.Concat(refusals.Select(refusal => refusal.Topic).Where(name => name.Length > 0)).Distinct().Order(StringComparer.Ordinal)
        from channel in ChannelSet.All
        where person.Topics.GetValueOrDefault(topic, Contact.NoConsents)[channel] is not ConsentState.Unknown
            || Refusal(channel, topic) is not null
            || history.Exists(each => each.Topic == topic && each.Channels.Contains(channel))
        select Of(channel, topic);

    private string? ReasonOf(Channel channel) => person.AddressOn(channel) is { } address
        ? session.Prepare("SELECT reason FROM suppressions WHERE workspace = ?1 AND hash = ?2 AND channel = ?3")
            .Bind(1, workspace.Key).Bind(2, AddressHash.Of(address).ToBytes()).Bind(3, channel).First(row => row.GetString(0))
        : null;
}
