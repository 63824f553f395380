using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.FieldTypes;
using ActiveReach.Azure.Consent;
using ActiveReach.Azure.Outlets;
using ActiveReach.Consent;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>Contacts on Cosmos DB, in slices of their workspace, with an index of external ids and addresses beside them (<see cref="ContactBook"/>).</summary>
/// <param name="tables">Where the log of the suppression list is.</param>
/// <param name="documents">Where audit entries go.</param>
/// <param name="time">Of the system: pauses between tries.</param>
/// <param name="belongings">What other stores keep by contact.</param>
/// <param name="outlets">Null where there are none: contacts keep the outlet that they say.</param>
/// <param name="orders">Null where nobody is put to the outlet of an order.</param>
public sealed class CosmosContacts(
    CosmosAccount account, TablesAccount tables, IDocuments documents, TimeProvider time, IEnumerable<IContactBelongings>? belongings = null, OutletDirectories? outlets = null, IContactOrders? orders = null) : IContactStore
{
    private readonly IReadOnlyList<IContactBelongings> belongings = [.. belongings ?? []];
    private readonly ContactIds ids = new(account, time);

    internal ContactIds Ids => ids;

    internal SuppressionLog Suppressions { get; } = new(tables.Suppressions, time);

    private ContactPages Pages => new(account, ids);

    public async Task<Contact?> FindAsync(WorkspaceId workspace, ContactId id, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return await HoldsAsync(workspace, id, cancellation) && await Book(workspace).FindAsync(id, cancellation) is { } contact ? (await TypedAsync(workspace, [contact], cancellation))[0] : null;
    }

    public async Task<Contact?> FindByExternalIdAsync(WorkspaceId workspace, string externalId, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return (await Book(workspace).NamedAsync(externalId, cancellation)).Contact is { } contact && contact.ExternalId == externalId ? (await TypedAsync(workspace, [contact], cancellation))[0] : null;
    }

    public async Task<IReadOnlyList<Contact>> ReadAsync(WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return [.. (await FoundAsync(workspace, ids, cancellation)).Select(found => found.Contact)];
    }

    public async Task<IReadOnlyList<Contact>> FindByAddressAsync(WorkspaceId workspace, string address, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return await TypedAsync(workspace, await Book(workspace).WithAddressAsync(address, cancellation), cancellation);
    }

    public async Task<(Contact Contact, bool Added)> SaveAsync(Workspace workspace, ContactDraft draft, ContactOrigin origin, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!draft.NamesSomebody)
            throw ContactChecks.NamesNobody();
        return await WriteContactAsync(workspace.Id, async (book, writing) =>
        {
            var (existing, unborn) = await writing.FindMatchAsync(draft);
            ContactChecks.Check(draft.ApplyTo(existing ?? new Contact()));
            return existing is null ? (await writing.AddAsync(draft, origin, workspace.DefaultConsent, unborn), true) : (await writing.ChangeAsync(existing, draft, origin), false);
        });
    }

    public async Task<Contact> ChangeAsync(Workspace workspace, ContactId id, ContactDraft draft, long? version, ContactOrigin origin, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return (await WriteContactAsync(workspace.Id, async (book, writing) =>
        {
            var existing = await LivingAsync(book, id) ?? throw new NotFoundException("contact", id.ToString());
            if (version is { } expected && expected != existing.Version)
                throw new StaleVersionException(existing, $"\"{existing.Version}\"", null);
            ContactChecks.Check(draft.ApplyTo(existing));
            if (draft.ExternalId is { } externalId && (await book.NamedAsync(externalId)).Contact is { } other && other.Id != existing.Id && other.ExternalId == externalId)
                throw new ConflictException($"Another contact, {other.Id}, has the externalId '{externalId}'. Choose another, or erase that one first.");
            return (await writing.ChangeAsync(existing, draft, origin), true);
        })).Contact;
    }

    public async Task<bool> SetDevicesAsync(WorkspaceId workspace, ContactId id, int devices, DateTimeOffset at, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return await WriteAsync(workspace, async (book, _) =>
        {
            if (await LivingAsync(book, id) is not { } contact || contact.Id != id)
                return false;
            if (contact.Devices != devices)
                await book.PutAsync(contact, contact with { Devices = devices, UpdatedAt = at, Version = contact.Version + 1 });
            return true;
        });
    }

    public async Task<(Contact Contact, ContactId? Gone)> MergeAsync(
        WorkspaceId workspace, ContactId stays, ContactId goes, ContactOrigin origin, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var (merged, leaver) = await WriteContactAsync<ContactId?>(workspace, async (book, writing) =>
        {
            var survivor = await LivingAsync(book, stays) ?? throw new NotFoundException("contact", stays.ToString());
            if (goes == stays)
                throw new InvalidInputException("from", "same_contact", $"from is {goes}, the contact itself. Name another contact.");
            if (await LivingAsync(book, goes) is not { } other)
                throw new InvalidInputException("from", "unknown_contact", $"There is no contact '{goes}' in this workspace. Name one that is there.");
            if (other.Id == survivor.Id)
                return (survivor, null);
            await TellAsync(audit is null ? null : audit with { Subject = survivor.Id.ToString() });

            // Of one that was begun and not ended, the union is there already.
            var isBegun = (await book.ItemAsync(survivor.Id))?.Merged?.Contains(other.Id) is true;
            return (isBegun ? survivor : await writing.MergeAsync(survivor, other, origin), other.Id);
        });

        // Behind the union: what a contact was is nowhere else before.
        if (leaver is { } gone)
        {
            await WriteAsync(workspace, async (book, _) =>
            {
                if (await book.FindAsync(gone) is { } left && left.Id == gone)
                    book.Bury(left, merged.Id);
                return true;
            });
        }

        // Again too, for what a crash has left behind.
        foreach (var store in belongings)
            await store.MoveAsync(workspace, leaver ?? goes, merged.Id);
        return (merged, leaver);
    }

    public async Task<bool> EraseAsync(WorkspaceId workspace, ContactId id, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var (erased, all) = await WriteAsync<(Contact? Erased, IReadOnlyList<ContactId> All)>(workspace, async (book, writing) =>
        {
            if (await LivingAsync(book, id) is not { } contact)
                return (null, []);
            await TellAsync(audit);
            ContactId[] all = [contact.Id, .. (await book.ItemAsync(contact.Id))?.Merged ?? []];
            foreach (var store in belongings)
                await store.EraseAsync(workspace, contact, all, at);
            await writing.EraseAsync(contact, all, at);
            return (contact, all);
        });
        if (erased is null)
            return false;
        foreach (var store in belongings)
            await store.EraseAsync(workspace, erased, all, at);
        return true;
    }

    public async Task<ContactPage> ListAsync(WorkspaceId workspace, string? search, ContactId? after, int limit, bool descending = false, string? outlet = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var (where, conditions) = (new ContactWhere(), new List<string>());
        if (!string.IsNullOrWhiteSpace(search) && where.Parameter(Folding.Fold(search.Trim())) is var words)
            conditions.Add($"({string.Join(" OR ", ContactFields.All.Where(field => field.TellsWho).Select(field => $"CONTAINS({AskedOf.Path(AskedOf.Name(field))}, {words})"))})");
        if (outlet is not null)
            conditions.Add($"{AskedOf.Path(AskedOf.Name(ContactFields.Outlet))} = {where.Parameter(Folding.Fold(outlet))}");
        where.Text = conditions.Count == 0 ? where.Text : string.Join(" AND ", conditions);
        var items = await TypedAsync(workspace, await Pages.ReadAsync(workspace, where, after, limit + 1, descending, cancellation: cancellation), cancellation);
        return new ContactPage([.. items.Take(limit)], items.Count > limit, await Pages.CountAsync(workspace, where, cancellation));
    }

    public async Task<IReadOnlyList<Contact>> NextAsync(WorkspaceId workspace, ContactId? after, int limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return await TypedAsync(workspace, await Pages.ReadAsync(workspace, new ContactWhere(), after, limit, cancellation: cancellation), cancellation);
    }

    /// <summary>Those of these contacts who are there, under the ids by which they were asked for.</summary>
    internal async Task<IReadOnlyList<(ContactId Id, Contact Contact)>> FoundAsync(WorkspaceId workspace, IReadOnlyList<ContactId> wanted, CancellationToken cancellation)
    {
        var (book, found) = (Book(workspace), new List<(ContactId, Contact)>(wanted.Count));
        if (await ids.FindAsync(workspace, cancellation) is not { } number)
            return found;
        var own = wanted.Where(id => ContactIds.Holds(number, id)).ToList();
        await book.ReadAsync(own, cancellation);
        foreach (var id in own)
        {
            if (await book.FindAsync(id, cancellation) is { } contact)
                found.Add((id, contact));
        }

        return [.. found.Select(each => each.Item1).Zip(await TypedAsync(workspace, found.ConvertAll(each => each.Item2), cancellation))];
    }

    /// <summary>Who is there under this id, with all ids that lead there: their own first.</summary>
    internal async Task<(Contact Contact, IReadOnlyList<ContactId> Ids)?> PersonAsync(WorkspaceId workspace, ContactId id, CancellationToken cancellation)
    {
        var book = Book(workspace);
        return await LivingAsync(book, id, cancellation) is { } person ? (person, [person.Id, .. (await book.ItemAsync(person.Id, cancellation))?.Merged ?? []]) : null;
    }

    internal ContactBook Book(WorkspaceId workspace, ListedChanges? listed = null) => new(account, workspace, time, listed);

    private async Task<bool> HoldsAsync(WorkspaceId workspace, ContactId id, CancellationToken cancellation = default) =>
        await ids.FindAsync(workspace, cancellation) is { } number && ContactIds.Holds(number, id);

    /// <summary>The contact with this id in the unit's workspace, or who took it over.</summary>
    internal async Task<Contact?> LivingAsync(ContactBook book, ContactId id, CancellationToken cancellation = default) =>
        await HoldsAsync(book.Workspace, id, cancellation) ? await book.FindAsync(id, cancellation) : null;

    /// <summary>The entry of a change that is about to be made: it may be told twice, and no change is made untold.</summary>
    internal async Task TellAsync(AuditEntry? audit)
    {
        if (audit is not null)
            await documents.CommitAsync(audit.Workspace.Partition, [.. AuditTrail.Tell(audit)]);
    }

    /// <summary>Puts contacts to the outlets of the moment, after they ordered or the outlets changed.</summary>
    /// <param name="at">Null leaves when they were changed last.</param>
    /// <returns>Those who are there, as they are then.</returns>
    internal Task<IReadOnlyList<Contact>> RenewOutletsAsync(WorkspaceId workspace, IReadOnlyCollection<ContactId> contacts, DateTimeOffset? at) =>
        WriteAsync(workspace, async (book, writing) => await writing.RenewAsync(await ThereAsync(book, contacts), at));

    /// <summary>The same for contacts as they were read: those who are there already aren't read again.</summary>
    /// <returns>How many have another outlet now.</returns>
    internal async Task<int> RenewOutletsAsync(WorkspaceId workspace, IReadOnlyCollection<Contact> known, DateTimeOffset? at)
    {
        var renewed = await Placer(workspace).RenewAsync(known);
        var moving = known.Zip(renewed).Where(each => !ReferenceEquals(each.First, each.Second)).ToDictionary(each => each.First.Id, each => (each.First.Outlet, each.First.OutletBy));
        return moving.Count == 0 ? 0 : (await RenewOutletsAsync(workspace, moving.Keys, at)).Count(contact => moving[contact.Id] != (contact.Outlet, contact.OutletBy));
    }

    /// <summary>Writes contacts anew whose values are of a type that their field has no longer.</summary>
    /// <param name="at">Null leaves when they were changed last.</param>
    internal Task RetypeAsync(WorkspaceId workspace, IReadOnlyCollection<ContactId> contacts, DateTimeOffset? at) =>
        contacts.Count == 0 ? Task.CompletedTask : WriteAsync(workspace, async (book, writing) => await writing.RetypeAsync(await ThereAsync(book, contacts), at));

    /// <summary>Contacts as their fields are declared, also while a field that has got another type is still being written anew.</summary>
    internal Task<IReadOnlyList<Contact>> TypedAsync(WorkspaceId workspace, IReadOnlyList<Contact> contacts, CancellationToken cancellation) => Fields(workspace).TypedAsync(contacts, cancellation);

    internal FieldGate Fields(WorkspaceId workspace) => new(documents, workspace);

    private static async Task<IReadOnlyList<Contact>> ThereAsync(ContactBook book, IReadOnlyCollection<ContactId> contacts)
    {
        await book.ReadAsync(contacts);
        var found = new List<Contact>(contacts.Count);
        foreach (var id in contacts)
        {
            if (await book.FindAsync(id) is { } contact && contact.Id == id)
                found.Add(contact);
        }

        return found;
    }

    /// <summary>Reads, changes and writes, until nobody else was faster.</summary>
    internal async Task<T> WriteAsync<T>(WorkspaceId workspace, Func<ContactBook, ContactWriting, Task<T>> change) => (await WriteOnceAsync(workspace, change)).Outcome;

    private async Task<(Contact Contact, T Besides)> WriteContactAsync<T>(WorkspaceId workspace, Func<ContactBook, ContactWriting, Task<(Contact Contact, T Besides)>> change)
    {
        var ((contact, besides), hasMoved) = await WriteOnceAsync(workspace, change);
        return (hasMoved ? await FindAsync(workspace, contact.Id) ?? contact : contact, besides);
    }

    /// <returns>Whether somebody may have come to another outlet by what follows.</returns>
    private async Task<(T Outcome, bool HasMoved)> WriteOnceAsync<T>(WorkspaceId workspace, Func<ContactBook, ContactWriting, Task<T>> change)
    {
        var listed = new ListedChanges(Suppressions, workspace);
        while (true)
        {
            listed.Begin();
            var (book, placer, fields) = (Book(workspace, listed), Placer(workspace), Fields(workspace));
            var result = await change(book, new ContactWriting(book, ids, placer, fields));
            if (!await book.TryWriteAsync())
                continue;
            await book.SettleAsync();
            await RetypeAsync(workspace, await fields.OutdatedAsync(), null);

            // What waited for a name that somebody has now is theirs; an order among it may tell the outlet.
            var moving = (await placer.OutdatedAsync()).ToHashSet();
            foreach (var store in book.Gained.Count > 0 ? belongings : [])
                moving.UnionWith(await store.AttachAsync(workspace, book.Gained));
            return (result, moving.Count > 0 && (await RenewOutletsAsync(workspace, moving, null)).Count > 0);
        }
    }

    private OutletPlacer Placer(WorkspaceId workspace) => new(workspace, outlets, orders);
}
