using System.Diagnostics.CodeAnalysis;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Consent;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Contacts;

/// <summary>Keeps what contacts have refused with their addresses while they are written, and what stands against their addresses in their
/// rows, inside one transaction.</summary>
/// <param name="listed">Against which addresses anything may stand; null to look each up.</param>
internal sealed class ContactStanding(WriteSession session, WorkspaceKey workspace, ListedAddresses? listed)
{
    private readonly AddressStanding standing = new(session, workspace);

    /// <summary>Addresses about which something was said, and whether more than those who share them with the speaker are concerned.</summary>
    private readonly Dictionary<string, bool> touched = new(StringComparer.Ordinal);

    /// <summary>The contact with what stands against its addresses.</summary>
    public Contact Marked(Contact contact)
    {
        var marks = MayBeListed(contact.Phone, contact.Email) ? standing.Of(contact.Id, contact.Phone, contact.Email) : standing.Of(contact.Id, null, null);
        return contact with { SuppressedChannels = marks.Suppressed, HeldChannels = marks.Held, RefusedChannels = marks.Refused, RefusedTopics = marks.Topics };
    }

    /// <summary>Somebody new with what stands against their addresses.</summary>
    public Contact MarkedNew(Contact contact) => MayBeListed(contact.Phone, contact.Email) ? Marked(contact) : contact;

    /// <summary>Whether what a contact's record brings of its consents may matter to its addresses.</summary>
    public bool Hears(Contact contact, [NotNullWhen(true)] IReadOnlyDictionary<Channel, ConsentState>? said) =>
        said is not null && (said.Values.Contains(ConsentState.OptedOut) || MayBeListed(contact.Phone, contact.Email));

    /// <summary>What a contact's record brings of its consents holds for its addresses.</summary>
    public void Say(Contact contact, IReadOnlyDictionary<Channel, ConsentState>? said, ContactOrigin origin)
    {
        if (!Hears(contact, said))
            return;
        var weight = ConsentSources.WeightOf(origin.Source);
        foreach (var address in standing.Refusals.Say(session, contact, said, weight, weight, new ConsentEvidence(origin.Source, origin.At, origin.Proof)))
        {
            touched.TryAdd(address, false);
            listed?.Add(address);
        }
    }

    /// <summary>A no stays with the address that it was said for, and goes along to the new one as heavy as it is. What the contact's record
    /// says with the new address comes after it.</summary>
    public void Move(Contact before, Contact after)
    {
        if (before.Phone == after.Phone && before.Email == after.Email)
            return;
        var along = Follow(before.Phone, after.Phone, before.Id, after.Id).Union(Follow(before.Email, after.Email, before.Id, after.Id));
        if (before.Phone != after.Phone)
            Leave(before.Phone, before.Id, null);
        if (before.Email != after.Email)
            Leave(before.Email, before.Id, null);
        SayAgain(after with { Consents = before.Consents }, new ContactOrigin("address", after.UpdatedAt), ChannelSet.All.Except(along));
    }

    /// <summary>Somebody is another contact now, which may have their addresses.</summary>
    public void Merge(Contact goes, Contact after, ContactOrigin origin)
    {
        Follow(goes.Phone, after.Phone, goes.Id, after.Id);
        Follow(goes.Email, after.Email, goes.Id, after.Id);
        Leave(goes.Phone, goes.Id, after.Phone == goes.Phone ? after.Id : null);
        Leave(goes.Email, goes.Id, after.Email == goes.Email ? after.Id : null);
        SayAgain(after, origin, ChannelSet.All);
    }

    /// <summary>The addresses of somebody who is erased are sent to no more.</summary>
    public void Erase(Contact contact, DateTimeOffset at)
    {
        standing.Suppressions.AddAll(contact.Phone, contact.Email, SuppressionReason.Erased, at);
        Leave(contact.Phone, contact.Id, null);
        Leave(contact.Email, contact.Id, null);
    }

    /// <summary>Brings everybody up to date who has an address about which something was said. To be called when what contacts are found
    /// by is written.</summary>
    public void Settle()
    {
        foreach (var (address, isAnybodys) in touched)
        {
            if (isAnybodys || standing.IsShared(address))
                standing.Refresh(address);
        }

        touched.Clear();
    }

    private bool MayBeListed(string? phone, string? email) => listed is null || listed.MayHold(phone) || listed.MayHold(email);

    private void Leave(string? address, ContactId contact, ContactId? heir)
    {
        if (address is null)
            return;
        standing.Refusals.Leave(session, address, contact, heir);
        touched[address] = true;
    }

    private ChannelSet Follow(string? from, string? to, ContactId contact, ContactId heir)
    {
        if (from is null || to is null || from == to)
            return [];
        var along = standing.Refusals.GoAlong(session, from, to, contact, heir);
        touched.TryAdd(to, false);
        listed?.Add(to);
        return along;
    }

    /// <summary>What the contact has refused on channels among these holds for the addresses that it has now.</summary>
    private void SayAgain(Contact contact, ContactOrigin origin, ChannelSet among)
    {
        var refused = contact.Consents.Where(ConsentState.OptedOut).Intersect(among).ToDictionary(channel => channel, _ => ConsentState.OptedOut);
        if (refused.Count > 0)
            Say(contact, refused, origin);
    }
}
