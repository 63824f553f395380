using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Addresses;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Ids;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>Keeps what contacts have refused with their addresses while they are written.</summary>
internal sealed class ContactWords(ContactBook book)
{
    /// <summary>What a contact's record brings of its consents holds for its addresses.</summary>
    public async Task SayAsync(Contact contact, IReadOnlyDictionary<Channel, ConsentState>? said, ContactOrigin origin)
    {
        if (said is null)
            return;
        var (weight, evidence) = (ConsentSources.WeightOf(origin.Source), new ConsentEvidence(origin.Source, origin.At, origin.Proof));
        foreach (var address in ContactBook.AddressesOf(contact))
            await book.SayAsync(address, record => record.Say(contact.Id, said, ChannelAddresses.UsersOf(address), weight, weight, evidence));
    }

    /// <summary>A no stays with the address that it was said for, and goes along to the new one as heavy as it is. What the contact's record
    /// says with the new address comes after it.</summary>
    public async Task MoveAsync(Contact before, Contact after)
    {
        if (before.Phone == after.Phone && before.Email == after.Email)
            return;
        var along = (await FollowAsync(before.Phone, after.Phone, before.Id, after.Id)).Union(await FollowAsync(before.Email, after.Email, before.Id, after.Id));
        foreach (var address in ContactBook.AddressesOf(before).Except(ContactBook.AddressesOf(after)))
            await book.SayAsync(address, record => record.Leave(before.Id));
        await SayAgainAsync(after with { Consents = before.Consents }, new ContactOrigin("address", after.UpdatedAt), ChannelSet.All.Except(along));
    }

    /// <summary>Somebody is another contact now, which may have their addresses.</summary>
    public async Task MergeAsync(Contact goes, Contact after, ContactOrigin origin)
    {
        await FollowAsync(goes.Phone, after.Phone, goes.Id, after.Id);
        await FollowAsync(goes.Email, after.Email, goes.Id, after.Id);
        foreach (var address in ContactBook.AddressesOf(goes))
            await book.SayAsync(address, record => record.Leave(goes.Id, ContactBook.AddressesOf(after).Contains(address) ? after.Id : null));
        await SayAgainAsync(after, origin, ChannelSet.All);
    }

    /// <summary>The addresses of somebody who is erased are sent to no more.</summary>
    public async Task EraseAsync(Contact contact, DateTimeOffset at)
    {
        foreach (var address in ContactBook.AddressesOf(contact))
        {
            var users = ChannelSet.Of([.. ChannelSet.All.Where(channel => contact.AddressOn(channel) == address)]);
            await book.SayAsync(address, record => record.List(users, SuppressionReason.Erased, at).Leave(contact.Id));
        }
    }

    private async Task<ChannelSet> FollowAsync(string? from, string? to, ContactId contact, ContactId heir)
    {
        if (from is null || to is null || from == to)
            return [];
        var there = (await book.AddressAsync(from)).Record;
        await book.SayAsync(to, record => record.TakeAlong(there, contact, heir));
        return there.RefusedBy(contact);
    }

    /// <summary>What the contact has refused on channels among these holds for the addresses that it has now.</summary>
    private async Task SayAgainAsync(Contact contact, ContactOrigin origin, ChannelSet among)
    {
        var refused = contact.Consents.Where(ConsentState.OptedOut).Intersect(among).ToDictionary(channel => channel, _ => ConsentState.OptedOut);
        if (refused.Count > 0)
            await SayAsync(contact, refused, origin);
    }
}
