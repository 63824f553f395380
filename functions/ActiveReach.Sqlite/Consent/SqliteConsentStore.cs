using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Audiences.Merges;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>Consents on SQLite, in the file of the contacts, so that a change is seen by the very next read.</summary>
public sealed class SqliteConsentStore(Database database) : IConsentStore
{
    public Task<IReadOnlyList<ChannelConsent>?> FindAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<ChannelConsent>?>(session =>
        {
            if (Read(session, workspace, contact) is not { } person)
                return null;
            var key = WorkspaceKey.Of(person.Id);
            return new ConsentOverview(person, ConsentRows.Read(session, person.Id), AddressRecords.Read(session, key, person.Phone), AddressRecords.Read(session, key, person.Email)).Read();
        }, cancellation);

    public Task<IReadOnlyList<ConsentChange>> ListChangesAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<ConsentChange>>(session =>
            WorkspaceKeys.Find(session, workspace) is { } key && MergedContacts.Find(session, key, contact) is { } id ? ConsentRows.Read(session, id) : [], cancellation);

    public Task<bool> SetAsync(
        WorkspaceId workspace,
        ContactId contact,
        IReadOnlyDictionary<Channel, ConsentState> consents,
        ConsentEvidence evidence,
        IReadOnlyDictionary<string, IReadOnlyDictionary<Channel, ConsentState>>? topics = null,
        ConsentWeight weight = ConsentWeight.Recorded,
        CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (Read(session, workspace, contact) is not { } person)
                return false;
            ConsentWriting.Record(session, person, consents, weight, evidence, topics);
            return true;
        }, cancellation);

    public Task OptOutAsync(WorkspaceId workspace, ContactId contact, ChannelSet channels, ConsentEvidence evidence, CancellationToken cancellation = default) =>
        SayAsync(workspace, contact, channels, ConsentState.OptedOut, evidence, cancellation);

    public Task OptInAsync(WorkspaceId workspace, ContactId contact, ChannelSet channels, ConsentEvidence evidence, CancellationToken cancellation = default) =>
        SayAsync(workspace, contact, channels, ConsentState.OptedIn, evidence, cancellation);

    public Task LiftAsync(WorkspaceId workspace, ChannelSet channels, string address, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        if (WorkspaceKeys.Find(session, workspace) is { } key)
            ConsentWriting.Lift(session, new AddressStanding(session, key), channels, address);
    }, cancellation);

    public Task<ContactId?> HoldAsync(WorkspaceId workspace, string hold, ContactId contact, ChannelSet channels, CancellationToken cancellation = default) => database.WriteAsync<ContactId?>(session =>
    {
        if (Read(session, workspace, contact) is not { } person)
            return null;
        new ConsentHolds(session, WorkspaceKey.Of(person.Id)).Add(hold, person, channels);
        return person.Id;
    }, cancellation);

    public Task HoldAsync(WorkspaceId workspace, string hold, string address, ChannelSet channels, CancellationToken cancellation = default) =>
        database.WriteAsync(session => new ConsentHolds(session, WorkspaceKeys.FindOrAdd(session, workspace)).Add(hold, address, channels), cancellation);

    public Task ReleaseAsync(WorkspaceId workspace, string hold, ConsentEvidence? optOut, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        if (WorkspaceKeys.Find(session, workspace) is { } key)
            new ConsentHolds(session, key).End(hold, contact => ContactWriter.Find(session, key, contact), optOut);
    }, cancellation);

    private Task SayAsync(WorkspaceId workspace, ContactId contact, ChannelSet channels, ConsentState state, ConsentEvidence evidence, CancellationToken cancellation) =>
        database.WriteAsync(session =>
        {
            if (Read(session, workspace, contact) is { } person)
                ConsentWriting.Say(session, person, channels, state, evidence);
        }, cancellation);

    internal static Contact? Read(ReadSession session, WorkspaceId workspace, ContactId contact) =>
        WorkspaceKeys.Find(session, workspace) is { } key ? ContactWriter.Find(session, key, contact) : null;
}
