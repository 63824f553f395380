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
    public IReadOnlyList<ChannelConsent> Read() => [.. Enum.GetValues<Channel>().Select(channel => Of(channel, null)), .. OnTopics()];

    private static IEnumerable<AddressRefusal> Refusals(ReadSession session, Contact person)
    {
        var list = new AddressRefusals(session, WorkspaceKey.Of(person.Id));
        return list.Against(person.Phone, person.Id).Concat(list.Against(person.Email, person.Id));
    }

    private ChannelConsent Of(Channel channel, string? topic) => Standing(channel, topic) is { State: ConsentState.OptedOut } no && person.AddressOn(channel) is { } address
        ? no with { LastRefusedAt = new AddressRefusals(session, workspace).LastSaid(address, topic ?? "", 1 << ((int)channel - 1)) }
        : Standing(channel, topic);

    private ChannelConsent Standing(Channel channel, string? topic)
    {
        var bit = 1 << ((int)channel - 1);
        var (suppressed, held) = ((person.SuppressedChannels & bit) != 0, (person.HeldChannels & bit) != 0);
        var reason = suppressed ? ReasonOf(channel) : null;
        var own = topic is null ? person.Consents[(int)channel - 1] : person.Topics.GetValueOrDefault(topic, Contact.NoConsents)[(int)channel - 1];
        var change = history.Find(each => each.Topic == topic && each.Channels.Contains(channel));
        if (own is not ConsentState.OptedOut && Refusal(bit, topic) is { } refusal)
            return new(channel, ConsentState.OptedOut, refusal.Evidence.Source, refusal.Evidence.At, refusal.Evidence.Proof, suppressed, topic, ByAddress: true, reason, held);
        return change is null
            ? new(channel, own, person.Origin, person.CreatedAt, null, suppressed, topic, ByAddress: false, reason, held)
            : new(channel, change.State, change.Source, change.At, change.Proof, suppressed, topic, ByAddress: false, reason, held);
    }

    /// <summary>The latest no of the address.</summary>
    private AddressRefusal? Refusal(int bit, string? topic) =>
        refusals.Where(each => each.Topic == (topic ?? "") && (each.Channels & bit) != 0).MaxBy(each => each.Evidence.At);

    private IEnumerable<ChannelConsent> OnTopics() =>
        from topic in person.Topics.Keys.Concat(refusals.Select(refusal => refusal.Topic).Where(name => name.Length > 0)).Distinct().Order(StringComparer.Ordinal)
        from channel in Enum.GetValues<Channel>()
        where person.Topics.GetValueOrDefault(topic, Contact.NoConsents)[(int)channel - 1] is not ConsentState.Unknown
            || Refusal(1 << ((int)channel - 1), topic) is not null
            || history.Exists(each => each.Topic == topic && each.Channels.Contains(channel))
        select Of(channel, topic);

    private string? ReasonOf(Channel channel) => person.AddressOn(channel) is { } address
        ? session.Prepare("SELECT reason FROM suppressions WHERE workspace = ?1 AND hash = ?2 AND channel = ?3")
            .Bind(1, workspace.Key).Bind(2, AddressHash.Of(address).ToBytes()).Bind(3, (int)channel).First(row => row.GetString(0))
        : null;
}
