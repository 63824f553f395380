using System.Runtime.InteropServices;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences.Contacts;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>What newcomers are found by, kept to be written together: block by block, and in the order in which it lies there. Its room is used
/// again and again.</summary>
internal sealed class FoundBy
{
    private readonly ValueGroups values = new();
    private readonly List<(string Address, ContactId Contact)> addresses = [];
    private ContactId? first;
    private ContactId last;

    /// <summary>Whether what the contact is found by isn't written yet.</summary>
    public bool Has(ContactId contact) => first is { } from && contact.Value >= from.Value && contact.Value <= last.Value;

    /// <param name="contact">With a higher id than those before.</param>
    public void Add(Contact contact, ContactWriter writer)
    {
        if (first is not null && IdBlocks.Of(contact.Id) != IdBlocks.Of(last))
            Write(writer);
        first ??= contact.Id;
        last = contact.Id;
        values.Add(contact);
        if (contact.Phone is { } phone)
            addresses.Add((phone, contact.Id));
        if (contact.Email is { } email)
            addresses.Add((email, contact.Id));
    }

    public void Write(ContactWriter writer)
    {
        if (first is null)
            return;
        foreach (var group in values.InOrder())
            writer.Values.Add(group, IdBlocks.Of(last), CollectionsMarshal.AsSpan(group.Contacts));
        addresses.Sort((one, other) => string.CompareOrdinal(one.Address, other.Address));
        writer.Addresses.Add(last.Value >> IdBlocks.AddressShift, CollectionsMarshal.AsSpan(addresses));
        Clear();
    }

    public void Clear()
    {
        first = null;
        values.Clear();
        addresses.Clear();
    }
}
