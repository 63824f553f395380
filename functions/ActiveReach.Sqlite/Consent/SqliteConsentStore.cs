using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Audiences.Merges;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>Consents and suppressions on SQLite, in the file of the contacts, so that a change is seen by the very next read.</summary>
public sealed class SqliteConsentStore(Database database) : IConsentStore
{
    public Task<IReadOnlyList<ChannelConsent>?> FindAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default) =>
        Task.FromResult(database.Read<IReadOnlyList<ChannelConsent>?>(session =>
        {
            if (Read(session, workspace, contact) is not { } person)
                return null;
            var history = ConsentRows.Read(session, person.Id);
            return [.. Enum.GetValues<Channel>().Select(channel => Standing(person, channel, topic: null, history)), .. OnTopics(person, history)];
        }));

    public Task<IReadOnlyList<ConsentChange>> HistoryAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default) =>
        Task.FromResult(database.Read<IReadOnlyList<ConsentChange>>(session =>
            WorkspaceKeys.Find(session, workspace) is { } key && MergedContacts.Find(session, key, contact) is { } id ? ConsentRows.Read(session, id) : []));

    public Task<bool> SetAsync(
        WorkspaceId workspace,
        ContactId contact,
        IReadOnlyDictionary<Channel, ConsentState> consents,
        ConsentEvidence evidence,
        IReadOnlyDictionary<string, IReadOnlyDictionary<Channel, ConsentState>>? topics = null,
        CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (Read(session, workspace, contact) is not { } person)
                return false;
            ConsentWriting.Apply(session, person, consents, evidence, topics);
            return true;
        });

    public Task OptOutAsync(WorkspaceId workspace, ContactId contact, IReadOnlyList<Channel> channels, ConsentEvidence evidence, CancellationToken cancellation = default) =>
        SayAsync(workspace, contact, channels, ConsentState.OptedOut, evidence);

    public Task OptInAsync(WorkspaceId workspace, ContactId contact, IReadOnlyList<Channel> channels, ConsentEvidence evidence, CancellationToken cancellation = default) =>
        SayAsync(workspace, contact, channels, ConsentState.OptedIn, evidence);

    public Task SuppressAsync(WorkspaceId workspace, Channel channel, AddressHash address, string reason, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            var key = WorkspaceKeys.FindOrAdd(session, workspace);
            var list = new SuppressionList(session, key);
            list.Add(channel, address, reason, at);
            MarkByHash(session, key, channel, address, list);
        });

    public Task<bool> IsSuppressedAsync(WorkspaceId workspace, Channel channel, AddressHash address, CancellationToken cancellation = default) =>
        Task.FromResult(database.Read(session =>
        {
            if (WorkspaceKeys.Find(session, workspace) is not { } key)
                return false;
            var row = session.Prepare("SELECT 1 FROM suppressions WHERE workspace = ?1 AND hash = ?2 AND channel = ?3")
                .Bind(1, key.Key).Bind(2, address.ToBytes()).Bind(3, (int)channel);
            var found = row.Step();
            row.Reset();
            return found;
        }));

    private Task SayAsync(WorkspaceId workspace, ContactId contact, IReadOnlyList<Channel> channels, ConsentState state, ConsentEvidence evidence) =>
        database.WriteAsync(session =>
        {
            if (Read(session, workspace, contact) is { } person)
                ConsentWriting.Say(session, person, channels, state, evidence);
        });

    /// <summary>A hash can't be looked up in the index of addresses, so this goes through that of the workspace once; it is rare.</summary>
    private static void MarkByHash(WriteSession session, WorkspaceKey key, Channel channel, AddressHash address, SuppressionList list)
    {
        var rows = session.Prepare("SELECT address FROM contact_addresses WHERE stretch BETWEEN ?1 AND ?2")
            .Bind(1, key.Before >> Stretches.AddressShift).Bind(2, key.Last >> Stretches.AddressShift);
        string? match = null;
        while (match is null && rows.Step())
        {
            var candidate = rows.GetString(0);
            match = candidate.Contains('@', StringComparison.Ordinal) == (channel == Channel.Email) && AddressHash.Of(candidate) == address ? candidate : null;
        }

        rows.Reset();
        if (match is not null)
            list.Refresh(match);
    }

    private static ChannelConsent Standing(Contact person, Channel channel, string? topic, List<ConsentChange> history)
    {
        var suppressed = (person.SuppressedChannels & (1 << ((int)channel - 1))) != 0;
        var state = topic is null ? person.ConsentOn(channel) : person.Topics[topic][(int)channel - 1];
        var change = history.Find(each => each.Topic == topic && each.Channels.Contains(channel));
        return change is null
            ? new ChannelConsent(channel, state, person.Origin, person.CreatedAt, null, suppressed, topic)
            : new ChannelConsent(channel, change.State, change.Source, change.At, change.Proof, suppressed, topic);
    }

    private static IEnumerable<ChannelConsent> OnTopics(Contact person, List<ConsentChange> history) =>
        from topic in person.Topics.Keys.Order(StringComparer.Ordinal)
        from channel in Enum.GetValues<Channel>()
        where person.Topics[topic][(int)channel - 1] is not ConsentState.Unknown || history.Exists(each => each.Topic == topic && each.Channels.Contains(channel))
        select Standing(person, channel, topic, history);

    internal static Contact? Read(ReadSession session, WorkspaceId workspace, ContactId contact) =>
        WorkspaceKeys.Find(session, workspace) is { } key ? ContactWriter.Find(session, key, contact) : null;
}
