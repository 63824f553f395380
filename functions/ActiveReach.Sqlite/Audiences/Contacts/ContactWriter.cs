using System.Runtime.InteropServices;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Merges;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Sqlite.Audiences.FieldTypes;
using ActiveReach.Sqlite.Audiences.Merges;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Events;
using ActiveReach.Sqlite.Outlets;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Contacts;

/// <summary>Reads and writes contacts of one workspace with all that hangs on them, inside one transaction. Its statements are looked up
/// once and not for every row. Dispose it inside the transaction: the last id and the counts of reach are written then.</summary>
internal sealed class ContactWriter : IDisposable
{
    private static readonly string ById = $"SELECT {ContactRow.Columns} FROM contacts WHERE id = ?1";
    private static readonly string ByExternalId = $"SELECT {ContactRow.Columns} FROM contacts WHERE external_id = ?1 AND workspace = ?2";
    private static readonly string ByPhone = $"SELECT {ContactRow.Columns} FROM contacts WHERE {IdBlocks.HaveAddress("phone")} ORDER BY id LIMIT 1";
    private static readonly string ByEmail = $"SELECT {ContactRow.Columns} FROM contacts WHERE {IdBlocks.HaveAddress("email")} ORDER BY id LIMIT 1";

    private readonly WriteSession session;
    private readonly WorkspaceKey key;
    private readonly FieldsInChange? changing;
    private readonly FieldValues values;
    private readonly AddressRows addresses;
    private readonly ContactStanding standing;
    private readonly PendingEvents pending;
    private readonly OutletPlacer? outlets;
    private readonly PerChannel<ConsentState> defaultConsents;
    private readonly Statement byExternalId;
    private readonly Statement insert;
    private readonly Statement insertNew;
    private readonly long firstFree;
    private readonly bool anyMerged;
    private readonly Dictionary<int, int> addedByReach = [];
    private bool anyNameless;
    private long lastId;
    private (ContactOrigin? Origin, Contact Contact) stranger;

    /// <param name="now">The outlets of the moment; <see cref="OutletDirectory.Empty"/> where nobody is placed.</param>
    /// <param name="listed">Against which addresses anything may stand; null to look each up.</param>
    public ContactWriter(WriteSession session, Workspace workspace, OutletDirectory now, ListedAddresses? listed = null)
    {
        this.session = session;
        key = WorkspaceKeys.FindOrAdd(session, workspace.Id);
        changing = FieldsInChange.Of(session, key);
        values = new FieldValues(session, key, changing);
        addresses = new AddressRows(session);
        standing = new ContactStanding(session, key, listed);
        pending = new PendingEvents(session, key);
        outlets = OutletPlacer.Of(session, key, now);
        defaultConsents = new PerChannel<ConsentState>(_ => workspace.DefaultConsent);
        byExternalId = session.Prepare(ByExternalId);
        insert = session.Prepare(ContactRow.Insert);
        insertNew = session.Prepare(ContactRow.InsertNew);
        firstFree = lastId = WorkspaceKeys.LastId(session, key);
        anyMerged = MergedContacts.Any(session, key);
        anyNameless = session.Prepare("SELECT EXISTS (SELECT 1 FROM contacts WHERE workspace = ?1 AND external_id IS NULL)").Bind(1, key.Key).Number() == 1;
    }

    public FieldValues Values => values;

    public AddressRows Addresses => addresses;

    public void Dispose()
    {
        // After a full disk, for instance, the transaction is gone, and what were written now would stay.
        if (lastId == firstFree || !session.IsOpen)
            return;
        WorkspaceKeys.SetLastId(session, key, lastId);
        foreach (var (reach, count) in addedByReach)
        {
            session.Prepare("INSERT INTO contact_reach (workspace, reach, count) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET count = count + excluded.count")
                .Bind(1, key.Key).Bind(2, reach).Bind(3, count).Execute();
        }
    }

    /// <summary>The contact with this id, or who took it over.</summary>
    public Contact? Find(ContactId id) => Find(session, key, id);

    public static Contact? Find(ReadSession session, WorkspaceKey workspace, ContactId id)
    {
        if (!workspace.Holds(id))
            return null;
        return session.Prepare(ById).Bind(1, id.Value).FirstContact()
            ?? (MergedContacts.SurvivorOf(session, id) is { } survivor ? session.Prepare(ById).Bind(1, survivor.Value).FirstContact() : null);
    }

    public Contact? FindByExternalId(string externalId) => byExternalId.Bind(1, externalId).Bind(2, key.Key).FirstContact();

    /// <summary>Whom a draft is about: by external id, else by phone, else by e-mail. An external id that nobody has may be that of somebody
    /// who had none.</summary>
    public Contact? FindMatch(ContactDraft draft)
    {
        if (draft.ExternalId is { } externalId)
            return FindByExternalId(externalId) ?? FindMerged(externalId) ?? FindNameless(draft);
        return draft.Phone is { } phone ? FindBy(ByPhone, phone)
            : draft.Email is { } email ? FindBy(ByEmail, email)
            : null;
    }

    public Contact Add(ContactDraft draft, ContactOrigin origin)
    {
        var contact = Newcomer(draft, origin);
        anyNameless |= contact.ExternalId is null;
        contact = outlets?.Place(null, contact) ?? contact;
        insert.Bind(key, contact).Execute();
        Added(contact);
        WriteWhatFinds(null, contact);
        standing.Say(contact, draft.Consents, origin);
        return WithEvents(null, contact);
    }

    /// <summary>Adds the contact of a draft without a look at who is there, where the external id alone tells that, and nothing waits for the
    /// contact or has a say in its row; null, and nothing added, where it is not so or somebody has the external id. The caller sees to what
    /// the contact is found by.</summary>
    public Contact? TryAdd(ContactDraft draft, ContactOrigin origin)
    {
        if (draft.ExternalId is null || anyNameless || anyMerged || pending.Any || changing is not null || outlets?.Concerns(draft) is true)
            return null;
        var contact = Newcomer(draft, origin);
        if (insertNew.Bind(key, contact).Execute() == 0)
            return null;
        Added(contact);
        standing.Say(contact, draft.Consents, origin);
        return contact;
    }

    /// <summary>Whether it is worth it to write the contact anew with this draft.</summary>
    public bool IsNews(Contact contact, ContactDraft draft) => changing is not null || draft.Changes(contact) || standing.Hears(contact, draft.Consents);

    /// <summary>Brings everybody up to date who shares an address about which something was said. To be called last.</summary>
    public void Settle() => standing.Settle();

    public Contact Change(Contact before, ContactDraft draft, ContactOrigin origin)
    {
        // The external id of somebody merged into the contact tells who is meant, and doesn't replace its own.
        var after = Typed(draft.ApplyTo(before));
        after = after with
        {
            ExternalId = LedHere(draft.ExternalId, before) ? before.ExternalId : after.ExternalId,
            UpdatedAt = origin.At,
            Version = before.Version + 1,
        };
        standing.Move(before, after);
        standing.Say(after, draft.Consents, origin);
        after = before.Phone == after.Phone && before.Email == after.Email && draft.Consents is null ? after : standing.Marked(after);
        anyNameless |= after.ExternalId is null;
        after = outlets?.Place(before, after) ?? after;
        session.Prepare(ContactRow.Update).Bind(key, after).Execute();
        WriteWhatFinds(before, after);
        if (!ReferenceEquals(before.Consents, after.Consents))
            ConsentRows.Record(session, before.Id, before.Consents, after.Consents, new ConsentEvidence(origin.Source, origin.At, origin.Proof));
        return WithEvents(before, after);
    }

    /// <summary>Makes the first contact the union of both, with all that hangs on the second, who is no more.</summary>
    public Contact Merge(Contact stays, Contact goes, WorkspaceId workspace, ContactOrigin origin)
    {
        values.RemoveAll(goes);
        addresses.RemoveAll(goes);
        session.Prepare("DELETE FROM contacts WHERE id = ?1").Bind(1, goes.Id.Value).Execute();
        Belongings.Move(session, workspace, goes.Id, stays.Id);
        MergedContacts.Add(session, goes, stays.Id, origin.At);
        var after = Typed(ContactUnion.Of(stays, goes));
        standing.Merge(goes, after, origin);
        after = standing.Marked(after with
        {
            UpdatedAt = origin.At,
            Version = stays.Version + 1,
        });
        after = outlets?.Place(stays, after) ?? after;
        session.Prepare(ContactRow.Update).Bind(key, after).Execute();
        WriteWhatFinds(stays, after);
        ConsentRows.Record(session, stays.Id, stays.Consents, after.Consents, new ConsentEvidence(origin.Source, origin.At, origin.Proof));
        return after;
    }

    /// <summary>Brings what a contact is found by up to date with its row.</summary>
    public void WriteWhatFinds(Contact? before, Contact after)
    {
        values.Replace(before, after);
        addresses.Replace(before, after);
    }

    public void Erase(Contact contact, DateTimeOffset at)
    {
        standing.Erase(contact, at);
        values.RemoveAll(contact);
        addresses.RemoveAll(contact);
        session.Prepare("DELETE FROM consent_holds WHERE contact = ?1").Bind(1, contact.Id.Value).Execute();
        new PersonEvents(session, key, at).Erase(contact);
        MergedContacts.Forget(session, contact.Id);
        session.Prepare("DELETE FROM consent_changes WHERE contact = ?1").Bind(1, contact.Id.Value).Execute();
        session.Prepare("DELETE FROM contacts WHERE id = ?1").Bind(1, contact.Id.Value).Execute();
    }

    /// <summary>Whoever read the settings before a field had its new type brings values of the old one.</summary>
    private Contact Typed(Contact contact) => changing?.Typed(contact) ?? contact;

    private Contact Newcomer(ContactDraft draft, ContactOrigin origin)
    {
        if (!ReferenceEquals(stranger.Origin, origin))
            stranger = (origin, new Contact { Consents = defaultConsents, Origin = origin.ToString(), CreatedAt = origin.At, UpdatedAt = origin.At, Version = 1 });
        return standing.MarkedNew(Typed(draft.ApplyTo(stranger.Contact)) with { Id = new ContactId(lastId + 1) });
    }

    /// <summary>Takes note of a newcomer who is in the table now.</summary>
    private void Added(Contact contact)
    {
        if (lastId == firstFree || IdBlocks.Of(contact.Id) != IdBlocks.Of(new ContactId(lastId)))
            IdBlocks.Begin(session, IdBlocks.Of(contact.Id));
        CollectionsMarshal.GetValueRefOrAddDefault(addedByReach, Reach.Of(contact).Bits, out _)++;
        lastId = contact.Id.Value;
    }

    private bool LedHere(string? externalId, Contact contact) =>
        anyMerged && externalId is not null && contact.ExternalId is not null && MergedContacts.SurvivorOf(session, key, externalId) == contact.Id;

    private Contact? FindMerged(string externalId) =>
        anyMerged && MergedContacts.SurvivorOf(session, key, externalId) is { } survivor ? Find(survivor) : null;

    /// <summary>Gives the contact the events that waited for it; one of them may be an order, which tells the outlet.</summary>
    private Contact WithEvents(Contact? before, Contact after) =>
        pending.AttachTo(before, after) && outlets?.Renew(after.Id, after.UpdatedAt) is true ? Find(after.Id)! : after;

    /// <summary>The one contact without an external id who has this phone or, if nobody has it, this e-mail address and no other phone.</summary>
    private Contact? FindNameless(ContactDraft draft)
    {
        if (!anyNameless)
            return null;
        if (draft.Phone is { } phone && FindNameless("phone", phone) is { Count: > 0 } byPhone)
            return byPhone is [var one] ? one : null;
        return draft.Email is { } email && FindNameless("email", email) is [var same] && (draft.Phone is null || same.Phone is null) ? same : null;
    }

    private List<Contact> FindNameless(string column, string address)
    {
        var rows = session.Prepare($"SELECT {ContactRow.Columns} FROM contacts WHERE {IdBlocks.HaveAddress(column)} AND external_id IS NULL LIMIT 2")
            .Bind(1, address).Bind(2, key.Before).Bind(3, key.Last);
        var found = new List<Contact>();
        while (rows.Step())
            found.Add(ContactRow.Read(rows));
        return found;
    }

    private Contact? FindBy(string sql, string address) => session.Prepare(sql).Bind(1, address).Bind(2, key.Before).Bind(3, key.Last).FirstContact();
}

internal static class ContactReading
{
    public static Contact? FirstContact(this Statement statement)
    {
        var contact = statement.Step() ? ContactRow.Read(statement) : null;
        statement.Reset();
        return contact;
    }
}
