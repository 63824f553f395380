using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Events;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Contacts;

/// <summary>Reads and writes contacts of one workspace with all that hangs on them, inside one transaction. Its statements are looked up
/// once and not for every row. Dispose it inside the transaction: the last id is written then.</summary>
internal sealed class ContactWriter : IDisposable
{
    private static readonly string ById = $"SELECT {ContactRow.Columns} FROM contacts WHERE id = ?1";
    private static readonly string ByExternalId = $"SELECT {ContactRow.Columns} FROM contacts WHERE external_id = ?1 AND workspace = ?2";
    private static readonly string ByPhone = $"SELECT {ContactRow.Columns} FROM contacts WHERE phone = ?1 AND id > ?2 AND id <= ?3 ORDER BY id LIMIT 1";
    private static readonly string ByEmail = $"SELECT {ContactRow.Columns} FROM contacts WHERE email = ?1 AND id > ?2 AND id <= ?3 ORDER BY id LIMIT 1";

    private readonly WriteSession session;
    private readonly WorkspaceKey key;
    private readonly FieldValues values;
    private readonly SuppressionList suppressions;
    private readonly PendingEvents pending;
    private readonly IReadOnlyList<ConsentState> defaultConsents;
    private readonly Statement byExternalId;
    private readonly Statement insert;
    private readonly long firstFree;
    private long lastId;

    public ContactWriter(WriteSession session, Workspace workspace)
    {
        this.session = session;
        key = WorkspaceKeys.FindOrAdd(session, workspace.Id);
        values = new FieldValues(session, key);
        suppressions = new SuppressionList(session, key);
        pending = new PendingEvents(session, key);
        defaultConsents = Reach.Of(Enumerable.Repeat(workspace.DefaultConsent, 6).ToArray(), 0, false, false).Consents;
        byExternalId = session.Prepare(ByExternalId);
        insert = session.Prepare(ContactRow.Insert);
        firstFree = lastId = WorkspaceKeys.LastId(session, key);
    }

    public void Dispose()
    {
        if (lastId > firstFree)
            WorkspaceKeys.SetLastId(session, key, lastId);
    }

    public Contact? Find(ContactId id) => key.Holds(id) ? session.Prepare(ById).Bind(1, id.Value).FirstContact() : null;

    public Contact? FindByExternalId(string externalId) => byExternalId.Bind(1, externalId).Bind(2, key.Key).FirstContact();

    /// <summary>Whom a draft is about: by external id, else by phone, else by e-mail.</summary>
    public Contact? FindMatch(ContactDraft draft)
    {
        if (draft.ExternalId.Value is { } externalId)
            return FindByExternalId(externalId);
        return draft.Phone.Value is { } phone ? FindBy(ByPhone, phone)
            : draft.Email.Value is { } email ? FindBy(ByEmail, email)
            : null;
    }

    public Contact Add(ContactDraft draft, ContactOrigin origin)
    {
        var contact = draft.ApplyTo(new Contact { Consents = defaultConsents, Origin = origin.ToString(), CreatedAt = origin.At });
        contact = contact with
        {
            Id = new ContactId(++lastId),
            UpdatedAt = origin.At,
            Version = 1,
            SuppressedChannels = suppressions.ChannelsOf(contact.Phone, contact.Email),
        };
        insert.Bind(key, contact).Execute();
        values.Replace(null, contact);
        pending.AttachTo(null, contact);
        return contact;
    }

    public Contact Change(Contact before, ContactDraft draft, ContactOrigin origin)
    {
        var after = draft.ApplyTo(before);
        after = after with
        {
            UpdatedAt = origin.At,
            Version = before.Version + 1,
            SuppressedChannels = before.Phone == after.Phone && before.Email == after.Email
                ? before.SuppressedChannels
                : suppressions.ChannelsOf(after.Phone, after.Email),
        };
        session.Prepare(ContactRow.Update).Bind(key, after).Execute();
        values.Replace(before, after);
        pending.AttachTo(before, after);
        if (!ReferenceEquals(before.Consents, after.Consents))
            ConsentRows.Record(session, before.Id, before.Consents, after.Consents, new ConsentEvidence(origin.Source, origin.At, origin.Proof));
        return after;
    }

    public void Erase(Contact contact, DateTimeOffset at)
    {
        suppressions.AddAll(contact.Phone, contact.Email, "erased", at);
        values.RemoveAll(contact);
        session.Prepare("DELETE FROM consent_reviews WHERE contact = ?1").Bind(1, contact.Id.Value).Execute();
        session.Prepare("DELETE FROM consent_changes WHERE contact = ?1").Bind(1, contact.Id.Value).Execute();
        session.Prepare("DELETE FROM contacts WHERE id = ?1").Bind(1, contact.Id.Value).Execute();
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
