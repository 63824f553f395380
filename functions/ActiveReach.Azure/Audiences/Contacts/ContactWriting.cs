using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Merges;
using ActiveReach.Azure.Audiences.FieldTypes;
using ActiveReach.Azure.Outlets;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Problems;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>Drafts, merges and erasures as changes of a unit of work.</summary>
internal sealed class ContactWriting(ContactBook book, ContactIds ids, OutletPlacer outlets, FieldGate fields)
{
    private readonly ContactWords words = new(book);

    /// <summary>Whom a draft is about: by external id, else by phone, else by e-mail. An external id that nobody has may be that of somebody who had none.</summary>
    public async Task<NamedContact> FindMatchAsync(ContactDraft draft)
    {
        if (draft.ExternalId is { } externalId)
        {
            var named = await book.NamedAsync(externalId);
            return named.Contact is null && named.Unborn is null ? new NamedContact(await FindNamelessAsync(draft), null) : named;
        }

        if ((draft.Phone ?? draft.Email) is not { } address)
            return default;
        return (await book.WithAddressAsync(address)) is [var first, ..] ? new NamedContact(first, null) : new NamedContact(null, await book.UnbornWithAsync(address));
    }

    /// <param name="unborn">An id that was meant for the contact; null for one of its own.</param>
    /// <param name="consents">What a new contact starts with.</param>
    /// <param name="ahead">How many more may be added.</param>
    public async Task<Contact> AddAsync(ContactDraft draft, ContactOrigin origin, ConsentState consents, ContactId? unborn, int ahead = 0, ImportMark? mark = null)
    {
        var stranger = new Contact { Consents = new(_ => consents), Origin = origin.ToString(), CreatedAt = origin.At, UpdatedAt = origin.At, Version = 1 };
        var contact = await fields.AdmitAsync(draft.ApplyTo(stranger) with { Id = unborn ?? await ids.TakeAsync(book.Workspace, ahead) });
        await words.SayAsync(contact, draft.Consents, origin);
        contact = await outlets.PlaceAsync(null, await book.MarkedAsync(contact));
        await book.PutAsync(null, contact, mark);
        return contact;
    }

    /// <summary>Whether it is worth it to write the contact anew with this draft: it says something new, of the contact or for its addresses.</summary>
    public async Task<bool> IsNewsAsync(Contact contact, ContactDraft draft)
    {
        if (draft.Changes(contact) || draft.Consents is null)
            return draft.Changes(contact);
        var isListed = false;
        foreach (var address in ContactBook.AddressesOf(contact))
            isListed |= !(await book.AddressAsync(address)).Record.IsEmpty;
        return isListed || draft.Consents.ContainsValue(ConsentState.OptedOut);
    }

    public async Task<Contact> ChangeAsync(Contact before, ContactDraft draft, ContactOrigin origin, ImportMark? mark = null)
    {
        var after = await fields.AdmitAsync(draft.ApplyTo(before) with { UpdatedAt = origin.At, Version = before.Version + 1 });
        if (await LeadsHereAsync(draft.ExternalId, before))
            after = after with { ExternalId = before.ExternalId };
        await words.MoveAsync(before, after);
        await words.SayAsync(after, draft.Consents, origin);
        after = await outlets.PlaceAsync(before, await book.MarkedAsync(after));
        await book.PutAsync(before, after, mark);
        Record(before, after, origin);
        return after;
    }

    /// <summary>Puts contacts to the outlets of the moment.</summary>
    /// <param name="at">Null leaves when they were changed last.</param>
    /// <returns>The contacts as they are then.</returns>
    public async Task<IReadOnlyList<Contact>> RenewAsync(IReadOnlyList<Contact> contacts, DateTimeOffset? at)
    {
        var renewed = await outlets.RenewAsync(contacts);
        foreach (var (before, after) in contacts.Zip(renewed))
        {
            if (!ReferenceEquals(before, after))
                await book.PutAsync(before, after with { UpdatedAt = at ?? before.UpdatedAt, Version = before.Version + 1 });
        }

        return renewed;
    }

    /// <summary>Writes contacts anew whose values are of a type that their field has no longer.</summary>
    public async Task<bool> RetypeAsync(IReadOnlyList<Contact> contacts, DateTimeOffset? at)
    {
        foreach (var before in contacts)
        {
            if (await fields.AdmitAsync(before) is var after && !ReferenceEquals(before, after))
                await book.PutAsync(before, after with { UpdatedAt = at ?? before.UpdatedAt, Version = before.Version + 1 });
        }

        return true;
    }

    /// <summary>Makes the first contact the union of both. The second is buried once that is written.</summary>
    public async Task<Contact> MergeAsync(Contact stays, Contact goes, ContactOrigin origin)
    {
        var after = await fields.AdmitAsync(ContactUnion.Of(stays, goes) with { UpdatedAt = origin.At, Version = stays.Version + 1 });
        await words.MergeAsync(goes, after, origin);
        var left = await book.ItemAsync(goes.Id);
        await book.HoldAsync(stays.Id, holds => [.. holds, .. left?.Holds ?? []]);
        after = await outlets.PlaceAsync(stays, await book.MarkedAsync(after));
        await book.PutAsync(stays, after, merged: [goes.Id, .. left?.Merged ?? []]);
        Record(stays, after, origin);
        return after;
    }

    /// <param name="ids">The contact's, and those of whom it had taken over.</param>
    public async Task EraseAsync(Contact contact, IReadOnlyList<ContactId> ids, DateTimeOffset at)
    {
        await words.EraseAsync(contact, at);
        await book.ForgetAsync(contact);
        book.Bury(contact, survivor: null);
        foreach (var id in ids)
            await book.RemoveWordsAsync(id);
    }

    private void Record(Contact before, Contact after, ContactOrigin origin)
    {
        foreach (var word in ConsentWords.Of(after.Id, after.Version, before.Consents, after.Consents, new ConsentEvidence(origin.Source, origin.At, origin.Proof)))
            book.Add(word);
    }

    /// <summary>Whether the external id is that of somebody merged into the contact: it tells who is meant, and doesn't replace the contact's own.</summary>
    private async Task<bool> LeadsHereAsync(string? externalId, Contact contact) =>
        externalId is not null && contact.ExternalId is not null && externalId != contact.ExternalId && (await book.NamedAsync(externalId)).Contact?.Id == contact.Id;

    /// <summary>The one contact without an external id who has this phone or, if nobody has it, this e-mail address and no other phone.</summary>
    private async Task<Contact?> FindNamelessAsync(ContactDraft draft)
    {
        if (draft.Phone is { } phone && await NamelessAsync(phone) is { Count: > 0 } byPhone)
            return byPhone is [var one] ? one : null;
        return draft.Email is { } email && await NamelessAsync(email) is [var same] && (draft.Phone is null || same.Phone is null) ? same : null;
    }

    private async Task<IReadOnlyList<Contact>> NamelessAsync(string address) => [.. (await book.WithAddressAsync(address)).Where(contact => contact.ExternalId is null)];
}

/// <summary>What is wrong with contacts, whoever writes them.</summary>
internal static class ContactChecks
{
    public static void Check(Contact contact)
    {
        if (contact.ExternalId is null && contact.Phone is null && contact.Email is null)
            throw NamesNobody();
        if (contact.Lat is null != contact.Lon is null)
            throw new InvalidInputException(contact.Lat is null ? "lat" : "lon", "missing", "A position needs both lat and lon. Give both, or null for both.");
    }

    public static InvalidInputException NamesNobody() =>
        new("externalId", "missing", "Nothing says who this contact is. Give an externalId, a phone or an email.");
}
