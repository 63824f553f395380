using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Sqlite.Audiences.FieldTypes;
using ActiveReach.Sqlite.Audiences.Merges;
using ActiveReach.Sqlite.Outlets;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Contacts;

/// <summary>Contacts on SQLite.</summary>
public sealed class SqliteContactStore(Database database, OutletDirectories? outlets = null) : IContactStore
{
    private static readonly string Found =
        $"({string.Join(" OR ", ContactFields.All.Where(field => field.TellsWho).Select(field => $"instr({FieldColumns.Compared(field)}, ?3) > 0"))})";

    public Task<Contact?> FindAsync(WorkspaceId workspace, ContactId id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => WorkspaceKeys.Find(session, workspace) is { } key ? Typed(session, key, ContactWriter.Find(session, key, id)) : null, cancellation);

    public Task<Contact?> FindByExternalIdAsync(WorkspaceId workspace, string externalId, CancellationToken cancellation = default) =>
        database.ReadAsync(session => WorkspaceKeys.Find(session, workspace) is { } key
            ? Typed(session, key, session.Prepare($"SELECT {ContactRow.Columns} FROM contacts WHERE external_id = ?1 AND workspace = ?2").Bind(1, externalId).Bind(2, key.Key).FirstContact())
            : null, cancellation);

    public Task<IReadOnlyList<Contact>> ReadAsync(WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<Contact>>(session => WorkspaceKeys.Find(session, workspace) is { } key
            ? Typed(session, key, [.. ids.Select(id => ContactWriter.Find(session, key, id)).OfType<Contact>()])
            : [], cancellation);

    public Task<IReadOnlyList<Contact>> FindByAddressAsync(WorkspaceId workspace, string address, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<Contact>>(session =>
        {
            if (WorkspaceKeys.Find(session, workspace) is not { } key)
                return [];
            var column = ValueRules.IsMailbox(address) ? "email" : "phone";
            var rows = session.Prepare($"SELECT {ContactRow.Columns} FROM contacts WHERE {IdBlocks.HaveAddress(column)} ORDER BY id LIMIT 1000")
                .Bind(1, address).Bind(2, key.Before).Bind(3, key.Last);
            return Typed(session, key, ReadAll(rows));
        }, cancellation);

    public Task<(Contact Contact, bool Added)> SaveAsync(Workspace workspace, ContactDraft draft, ContactOrigin origin, CancellationToken cancellation = default) =>
        database.WriteAsync(outlets, workspace.Id, (session, now) =>
        {
            if (!draft.NamesSomebody)
                throw NamesNobody();
            using var writer = new ContactWriter(session, workspace, now);
            var existing = writer.FindMatch(draft);
            Check(draft.ApplyTo(existing ?? new Contact()));
            var saved = existing is null ? writer.Add(draft, origin) : writer.Change(existing, draft, origin);
            writer.Settle();
            return (saved, existing is null);
        }, cancellation);

    public Task<Contact> ChangeAsync(Workspace workspace, ContactId id, ContactDraft draft, long? version, ContactOrigin origin, CancellationToken cancellation = default) =>
        database.WriteAsync(outlets, workspace.Id, (session, now) =>
        {
            using var writer = new ContactWriter(session, workspace, now);
            var existing = writer.Find(id) ?? throw new NotFoundException("contact", id.ToString());
            if (version is { } expected && expected != existing.Version)
                throw new StaleVersionException(existing, $"\"{existing.Version}\"", null);
            Check(draft.ApplyTo(existing));
            if (draft.ExternalId is { } externalId && writer.FindByExternalId(externalId) is { } other && other.Id != existing.Id)
                throw new ConflictException($"Another contact, {other.Id}, has the externalId '{externalId}'. Choose another, or erase that one first.");
            var changed = writer.Change(existing, draft, origin);
            writer.Settle();
            return changed;
        }, cancellation);

    public Task<bool> SetDevicesAsync(WorkspaceId workspace, ContactId id, int devices, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (WorkspaceKeys.Find(session, workspace) is not { } key || ContactWriter.Find(session, key, id) is not { } contact || contact.Id != id)
                return false;
            if (contact.Devices != devices)
                session.Prepare(ContactRow.Update).Bind(key, contact with { Devices = devices, UpdatedAt = at, Version = contact.Version + 1 }).Execute();
            return true;
        }, cancellation);

    public Task<(Contact Contact, ContactId? Gone)> MergeAsync(
        WorkspaceId workspace, ContactId stays, ContactId goes, ContactOrigin origin, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        database.WriteAsync<(Contact, ContactId?)>(outlets, workspace, (session, now) =>
        {
            var key = WorkspaceKeys.Find(session, workspace) ?? throw new NotFoundException("contact", stays.ToString());
            var survivor = MergedContacts.Find(session, key, stays) ?? throw new NotFoundException("contact", stays.ToString());
            using var writer = new ContactWriter(session, new Workspace { Id = workspace, Name = workspace.Value }, now);
            if (goes == stays)
                throw new InvalidInputException("from", "same_contact", $"from is {goes}, the contact itself. Name another contact.");
            if (MergedContacts.Find(session, key, goes) is not { } leaver)
                throw new InvalidInputException("from", "unknown_contact", $"There is no contact '{goes}' in this workspace. Name one that is there.");
            if (leaver == survivor)
                return (writer.Find(survivor)!, null);
            var merged = writer.Merge(writer.Find(survivor)!, writer.Find(leaver)!, workspace, origin);
            writer.Settle();
            AuditRows.Add(session, audit is null ? null : audit with { Subject = merged.Id.ToString() });
            return (merged, leaver);
        }, cancellation);

    public Task<bool> EraseAsync(WorkspaceId workspace, ContactId id, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (WorkspaceKeys.Find(session, workspace) is null)
                return false;
            using var writer = new ContactWriter(session, new Workspace { Id = workspace, Name = workspace.Value }, OutletDirectory.Empty);
            if (writer.Find(id) is not { } contact)
                return false;
            writer.Erase(contact, at);
            writer.Settle();
            AuditRows.Add(session, audit);
            return true;
        }, cancellation);

    public Task<ContactPage> ListAsync(WorkspaceId workspace, string? search, ContactId? after, int limit, bool descending = false, string? outlet = null, CancellationToken cancellation = default) =>
        database.ReadAsync(session =>
        {
            if (WorkspaceKeys.Find(session, workspace) is not { } key)
                return new ContactPage([], false, 0);
            var words = string.IsNullOrWhiteSpace(search) ? null : Folding.Fold(search.Trim());
            var where = (words is null ? "" : $" AND {Found}") + (outlet is null ? "" : $" AND id IN ({FieldValues.HavingOutlet("?5", "?6")})");
            var count = session.Prepare($"SELECT count(*) FROM contacts WHERE id > ?1 AND id <= ?2{where}").Bind(1, key.Before).Bind(2, key.Last);
            if (words is not null)
                count.Bind(3, words);
            if (outlet is not null)
                count.Bind(5, Folding.Fold(outlet)).Bind(6, key.Key);
            count.Step();
            var total = count.GetInt64(0);
            count.Reset();

            var rows = session.Prepare($"SELECT {ContactRow.Columns} FROM contacts WHERE id > ?1 AND id <= ?2{where} ORDER BY id{(descending ? " DESC" : "")} LIMIT ?4")
                .Bind(1, descending ? key.Before : after?.Value ?? key.Before)
                .Bind(2, descending && after is { } below ? below.Value - 1 : key.Last)
                .Bind(4, limit + 1);
            if (words is not null)
                rows.Bind(3, words);
            if (outlet is not null)
                rows.Bind(5, Folding.Fold(outlet)).Bind(6, key.Key);
            var items = Typed(session, key, ReadAll(rows));
            return new ContactPage(items.Take(limit).ToList(), items.Count > limit, total);
        }, cancellation);

    public Task<IReadOnlyList<Contact>> NextAsync(WorkspaceId workspace, ContactId? after, int limit, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<Contact>>(session => WorkspaceKeys.Find(session, workspace) is { } key
            ? Typed(session, key, ReadAll(session.Prepare($"SELECT {ContactRow.Columns} FROM contacts WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3")
                .Bind(1, after?.Value ?? key.Before).Bind(2, key.Last).Bind(3, limit)))
            : [], cancellation);

    private static Contact? Typed(ReadSession session, WorkspaceKey key, Contact? contact) => contact is null ? null : Typed(session, key, [contact])[0];

    /// <summary>As their fields are declared, also while a field that has got another type is still being written anew.</summary>
    private static List<Contact> Typed(ReadSession session, WorkspaceKey key, List<Contact> contacts) =>
        FieldsInChange.Flipped(session, key) is { } fields ? contacts.ConvertAll(fields.Typed) : contacts;

    private static List<Contact> ReadAll(Statement rows)
    {
        var contacts = new List<Contact>();
        while (rows.Step())
            contacts.Add(ContactRow.Read(rows));
        return contacts;
    }

    private static void Check(Contact contact)
    {
        if (contact.ExternalId is null && contact.Phone is null && contact.Email is null)
            throw NamesNobody();
        if (contact.Lat is null != contact.Lon is null)
            throw new InvalidInputException(contact.Lat is null ? "lat" : "lon", "missing", "A position needs both lat and lon. Give both, or null for both.");
    }

    private static InvalidInputException NamesNobody() =>
        new("externalId", "missing", "Nothing says who this contact is. Give an externalId, a phone or an email.");
}
