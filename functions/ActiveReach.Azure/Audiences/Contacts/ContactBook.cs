using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Azure.Consent;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Addresses;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>
/// Contacts of a workspace, and what they are known by, in one unit of work. The store has no transaction over partitions, so the order tells: what
/// contacts are found by is written before them, and taken away behind them; whoever is found is looked at. A crash in between leaves a name that leads to
/// nobody yet, and who comes next with it takes over the id that it names.
/// </summary>
/// <param name="listed">Hears what changes on the suppression list; null for a unit that changes nothing of it.</param>
internal sealed class ContactBook(CosmosAccount account, WorkspaceId workspace, TimeProvider time, ListedChanges? listed = null)
{
    private static readonly ParallelOptions Together = new() { MaxDegreeOfParallelism = 16 };

    private readonly ItemSet index = new(account.ContactIndex, time);
    private readonly ItemSet people = new(account.Contacts, time);
    private readonly HashSet<AddressHash> touched = [];
    private readonly List<(string Address, ContactId Contact)> left = [];
    private readonly List<(string ExternalId, ContactId Contact)> freed = [];
    private readonly Dictionary<ContactId, IReadOnlyList<AddressHold>> held = [];
    private readonly HashSet<AddressHash> relied = [];
    private readonly HashSet<ContactId> written = [];
    private readonly Dictionary<ContactId, Contact> gained = [];

    public WorkspaceId Workspace => workspace;

    /// <summary>Those who were given an external id or an address that they hadn't.</summary>
    public IReadOnlyCollection<Contact> Gained => gained.Values;

    /// <summary>The contact with this id, or who took it over.</summary>
    public async Task<Contact?> FindAsync(ContactId id, CancellationToken cancellation = default) => (await ItemAsync(id, cancellation))?.Read();

    /// <summary>Reads contacts who are going to be asked for, in few requests.</summary>
    public Task ReadAsync(IEnumerable<ContactId> ids, CancellationToken cancellation = default) =>
        people.LoadAsync<ContactItem>(ids.Select(id => ContactPlaces.Of(workspace, id)), cancellation);

    /// <summary>Where the id leads, dead or alive; null where nothing was ever written.</summary>
    public async Task<ContactItem?> ItemAsync(ContactId id, CancellationToken cancellation = default)
    {
        var item = await people.FindAsync<ContactItem>(ContactPlaces.Of(workspace, id), cancellation);
        while (item?.Survivor is { } survivor)
            item = await people.FindAsync<ContactItem>(ContactPlaces.Of(workspace, survivor), cancellation);
        return item;
    }

    /// <summary>Whose an external id is: somebody who has it, or who took over somebody with it.</summary>
    public async Task<NamedContact> NamedAsync(string externalId, CancellationToken cancellation = default)
    {
        if (await index.FindAsync<ExternalIdItem>(ContactPlaces.OfExternalId(workspace, externalId), cancellation) is not { Contact: var id })
            return default;
        if (await ItemAsync(id, cancellation) is not { } item)
            return new NamedContact(null, id);
        var contact = item.Read();
        return contact is not null && (contact.ExternalId == externalId || contact.Id != id) ? new NamedContact(contact, null) : default;
    }

    /// <summary>Reads addresses that are going to be asked for, in few requests.</summary>
    public Task ReadAsync(IEnumerable<AddressHash> addresses) => index.LoadAsync<AddressItem>(addresses.Select(address => ContactPlaces.OfAddress(workspace, address)));

    /// <summary>Everybody with this address, in order of id.</summary>
    public async Task<IReadOnlyList<Contact>> WithAddressAsync(string address, CancellationToken cancellation = default)
    {
        var (found, named) = (new List<Contact>(), (await AddressAsync(address, cancellation)).People);
        await ReadAsync(named, cancellation);
        foreach (var id in named)
        {
            if (await FindAsync(id, cancellation) is { } contact && contact.Id == id && (contact.Phone == address || contact.Email == address))
                found.Add(contact);
        }

        return found;
    }

    /// <summary>Somebody who was to get this address, and of whom nothing was written yet.</summary>
    public async Task<ContactId?> UnbornWithAsync(string address)
    {
        foreach (var id in (await AddressAsync(address)).People)
        {
            if (await ItemAsync(id) is null)
                return id;
        }

        return null;
    }

    public Task<AddressItem> AddressAsync(string address, CancellationToken cancellation = default) => AddressAsync(AddressHash.Of(address), cancellation);

    public async Task<AddressItem> AddressAsync(AddressHash address, CancellationToken cancellation = default) =>
        await index.FindAsync<AddressItem>(ContactPlaces.OfAddress(workspace, address), cancellation) ?? AddressItem.Nobodys;

    /// <summary>Reads what is going to be asked for, in few requests.</summary>
    public async Task PrepareAsync(IReadOnlyCollection<string> externalIds, IReadOnlyCollection<string> addresses)
    {
        await index.LoadAsync<ExternalIdItem>(externalIds.Select(externalId => ContactPlaces.OfExternalId(workspace, externalId)));
        await index.LoadAsync<AddressItem>(addresses.Select(address => ContactPlaces.OfAddress(workspace, AddressHash.Of(address))));
        var found = new HashSet<ContactId>();
        foreach (var externalId in externalIds)
        {
            if (await index.FindAsync<ExternalIdItem>(ContactPlaces.OfExternalId(workspace, externalId)) is { } claim)
                found.Add(claim.Contact);
        }

        foreach (var address in addresses)
            found.UnionWith((await AddressAsync(address)).People);
        await ReadAsync(found);
        var known = new List<string>();
        foreach (var id in found)
            known.AddRange(AddressesOf(await FindAsync(id)));
        await index.LoadAsync<AddressItem>(known.Select(address => ContactPlaces.OfAddress(workspace, AddressHash.Of(address))));
    }

    /// <summary>Which rows of this batch have made the contact what it is.</summary>
    public async Task<ImportMark?> MarkAsync(ContactId contact, string import, int batch) =>
        (await people.FindAsync<ContactItem>(ContactPlaces.Of(workspace, contact)))?.Mark is { } mark && mark.Import == import && mark.Batch == batch ? mark : null;

    /// <summary>The contact with what stands against its addresses.</summary>
    public async Task<Contact> MarkedAsync(Contact contact)
    {
        var marks = AddressMarks.Of(contact.Id, await RecordAsync(contact.Phone), await RecordAsync(contact.Email));
        var own = (await HoldsOfAsync(contact.Id)).Aggregate(default(ChannelSet), (all, hold) => all.Union(hold.Channels));
        relied.UnionWith(AddressesOf(contact).Select(AddressHash.Of));
        return contact with { SuppressedChannels = marks.Suppressed, HeldChannels = marks.Held.Union(own), RefusedChannels = marks.Refused, RefusedTopics = marks.Topics };
    }

    /// <param name="mark">What made it so; null leaves what is noted.</param>
    /// <param name="merged">Whom it takes over; null for nobody.</param>
    public async Task PutAsync(Contact? before, Contact after, ImportMark? mark = null, IReadOnlyList<ContactId>? merged = null)
    {
        if (after.ExternalId != before?.ExternalId && after.ExternalId is { } externalId)
        {
            await NamedAsync(externalId);
            index.Put(ContactPlaces.OfExternalId(workspace, externalId), new ExternalIdItem { Contact = after.Id });
        }

        if (after.ExternalId != before?.ExternalId && before?.ExternalId is { } former)
            freed.Add((former, after.Id));
        var addresses = AddressesOf(after).Except(AddressesOf(before)).ToList();
        foreach (var address in addresses)
            await ChangeAsync(address, item => item.With(after.Id));
        if (addresses.Count > 0 || (after.ExternalId is not null && after.ExternalId != before?.ExternalId) || gained.ContainsKey(after.Id))
            gained[after.Id] = after;
        left.AddRange(AddressesOf(before).Except(AddressesOf(after)).Select(address => (address, after.Id)));

        written.Add(after.Id);
        var place = ContactPlaces.Of(workspace, after.Id);
        var known = await people.FindAsync<ContactItem>(place);
        people.Put(place, ContactItem.Of(after) with
        {
            Mark = mark ?? known?.Mark,
            Merged = merged is null ? known?.Merged : [.. known?.Merged ?? [], .. merged],
            Holds = await HoldsOfAsync(after.Id) is { Count: > 0 } holds ? holds : null,
        });
    }

    /// <summary>Leaves of a contact whom its id leads to, or nothing.</summary>
    public void Bury(Contact contact, ContactId? survivor)
    {
        people.Put(ContactPlaces.Of(workspace, contact.Id), new ContactItem { Survivor = survivor });
        left.AddRange(AddressesOf(contact).Select(address => (address, contact.Id)));
    }

    /// <summary>Takes a contact out of what contacts are found by.</summary>
    public async Task ForgetAsync(Contact contact)
    {
        if (contact.ExternalId is { } externalId && (await NamedAsync(externalId)).Contact?.Id == contact.Id)
            index.Put(ContactPlaces.OfExternalId(workspace, externalId), null);
        foreach (var address in AddressesOf(contact))
            await ChangeAsync(address, item => item.Without(contact.Id));
    }

    /// <summary>Nobody has the external id any more that was this contact's; one that leads to it from somebody merged stays.</summary>
    public async Task FreeAsync(string externalId, ContactId contact)
    {
        var place = ContactPlaces.OfExternalId(workspace, externalId);
        if ((await index.FindAsync<ExternalIdItem>(place))?.Contact == contact && await FindAsync(contact) is { } found && found.Id == contact && found.ExternalId != externalId)
            index.Put(place, null);
    }

    /// <summary>Changes what stands against an address; everybody who has it is brought up to date behind this.</summary>
    public Task SayAsync(string address, Func<AddressRecord, AddressRecord> change) => SayAsync(AddressHash.Of(address), change);

    /// <inheritdoc cref="SayAsync(string, Func{AddressRecord, AddressRecord})"/>
    public async Task SayAsync(AddressHash address, Func<AddressRecord, AddressRecord> change)
    {
        touched.Add(address);
        await ChangeAsync(address, item => item with { Record = change(item.Record) });
    }

    /// <summary>A request to stop that waits, by its name.</summary>
    public Task<HoldItem?> HoldAsync(string name) => index.FindAsync<HoldItem>(ContactPlaces.OfHold(workspace, name));

    /// <param name="hold">Null where it has ended.</param>
    public void PutHold(string name, HoldItem? hold) => index.Put(ContactPlaces.OfHold(workspace, name), hold);

    /// <summary>Changes what waits of a contact's own; it is written with the contact.</summary>
    public async Task HoldAsync(ContactId contact, Func<IReadOnlyList<AddressHold>, IReadOnlyList<AddressHold>> change) => held[contact] = change(await HoldsOfAsync(contact));

    public void Add(ConsentWord word) => people.Put(word.PlaceIn(workspace), word);

    /// <summary>Takes what is known of a contact's words out.</summary>
    public async Task RemoveWordsAsync(ContactId contact)
    {
        var words = await ConsentWords.ReadAsync(account.Contacts, workspace, contact, CancellationToken.None);
        var places = words.ConvertAll(word => word.PlaceIn(workspace));
        await people.LoadAsync<ConsentWord>(places);
        places.ForEach(place => people.Put(place, null));
    }

    /// <returns>False when somebody else was faster: the unit is to be begun anew.</returns>
    public async Task<bool> TryWriteAsync()
    {
        if (listed is not null)
            await listed.TellAsync(async address => (await AddressAsync(address)).Record.ListedChannels);
        return await index.TryWriteAsync() && await people.TryWriteAsync();
    }

    /// <summary>What is to be done behind a write: names that lead nowhere any more go, and everybody hears of what was said for their addresses. Those who were
    /// written know it already, unless somebody else spoke meanwhile.</summary>
    public async Task SettleAsync()
    {
        var upkeep = new ContactUpkeep(account, workspace, time);
        await Parallel.ForEachAsync(left, Together, async (each, _) => await upkeep.LeaveAsync(each.Address, each.Contact));
        await Parallel.ForEachAsync(freed, Together, async (each, _) => await upkeep.FreeAsync(each.ExternalId, each.Contact));
        var now = new ItemSet(account.ContactIndex, time);
        await now.LoadAsync<AddressItem>(relied.Concat(touched).Select(address => ContactPlaces.OfAddress(workspace, address)));
        var concerned = new List<AddressHash>();
        foreach (var address in relied.Union(touched))
        {
            var place = ContactPlaces.OfAddress(workspace, address);
            var (known, found) = (await index.FindAsync<AddressItem>(place), await now.FindAsync<AddressItem>(place));
            if (known?.Said != found?.Said || (touched.Contains(address) && found?.People is { Count: > 0 } people && (people.Count > 1 || !written.Contains(people[0]))))
                concerned.Add(address);
        }

        await Parallel.ForEachAsync(concerned, Together, async (address, _) => await upkeep.RefreshAsync(address));
    }

    /// <summary>Phone and e-mail address, as far as there are.</summary>
    public static IEnumerable<string> AddressesOf(Contact? contact) => new[] { contact?.Phone, contact?.Email }.OfType<string>();

    private async Task<IReadOnlyList<AddressHold>> HoldsOfAsync(ContactId contact) =>
        held.TryGetValue(contact, out var changed) ? changed : (await people.FindAsync<ContactItem>(ContactPlaces.Of(workspace, contact)))?.Holds ?? [];

    private async Task<AddressRecord> RecordAsync(string? address) => address is null ? AddressRecord.Empty : (await AddressAsync(address)).Record;

    private Task ChangeAsync(string address, Func<AddressItem, AddressItem> change) => ChangeAsync(AddressHash.Of(address), change);

    public async Task ChangeAsync(AddressHash address, Func<AddressItem, AddressItem> change)
    {
        var before = await AddressAsync(address);
        var after = change(before);
        if (ReferenceEquals(before, after) || (ReferenceEquals(before.Record, after.Record) && before.People.SequenceEqual(after.People)))
            return;
        after = after with
        {
            Said = ReferenceEquals(before.Record, after.Record) ? before.Said : before.Said + 1,
            Listed = after.Record.Listed.Count > 0 ? address.ToString() : null,
        };
        if (!ReferenceEquals(before.Record.Listed, after.Record.Listed))
            (listed ?? throw new InvalidOperationException("A unit that tells nobody changes the suppression list.")).Note(address, before.Record.ListedChannels, after.Record.ListedChannels);
        index.Put(ContactPlaces.OfAddress(workspace, address), after.IsEmpty ? null : after);
    }
}

/// <summary>Whose an external id is.</summary>
/// <param name="Unborn">It was claimed for this id, of which nothing was written yet.</param>
internal readonly record struct NamedContact(Contact? Contact, ContactId? Unborn);
