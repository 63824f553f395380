using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Addresses;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Ids;

namespace ActiveReach.Azure.Consent;

/// <summary>Requests to stop that wait, by their names, in one unit of work. What they mean lies with the contact and the address.</summary>
internal sealed class ConsentHolds(ContactBook book)
{
    private static readonly ContactId Nobody = new(0);

    /// <summary>Again changes nothing.</summary>
    /// <param name="person">Null where no contact has the address yet.</param>
    public async Task AddAsync(string id, Contact? person, string? address, ChannelSet channels)
    {
        if (await book.HoldAsync(id) is not null)
            return;
        var hold = new AddressHold(id, person?.Id ?? Nobody, ConsentCoverage.Of(channels));
        book.PutHold(id, new HoldItem { Hold = hold, Address = address is null ? null : AddressHash.Of(address).ToString() });
        if (address is not null)
            await book.SayAsync(address, record => record with { Holds = [.. record.Holds, hold] });
        if (person is null)
            return;
        await book.HoldAsync(person.Id, holds => [.. holds, hold]);
        await book.PutAsync(person, await book.MarkedAsync(person));
    }

    /// <param name="optOut">What stands behind a request that is granted; null where nothing is withdrawn.</param>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> EndAsync(string id, ConsentEvidence? optOut)
    {
        if (await book.HoldAsync(id) is not { } found)
            return false;
        var hold = found.Hold!;
        book.PutHold(id, null);
        if (AddressHash.TryParse(found.Address, out var address))
        {
            // The address that asked is refused, whoever has it by now.
            await book.SayAsync(address, record => optOut is null ? Without(record) : Without(record).List(hold.Channels, SuppressionReason.OptedOut, optOut.At));
        }

        if (hold.Contact == Nobody || await book.FindAsync(hold.Contact) is not { } person)
            return true;
        await book.HoldAsync(person.Id, holds => [.. holds.Where(each => each.Id != id)]);
        if (optOut is null)
            await book.PutAsync(person, await book.MarkedAsync(person));
        else
            await new ConsentWriting(book).SayAsync(person, hold.Channels, ConsentState.OptedOut, optOut);
        return true;

        AddressRecord Without(AddressRecord record) => record with { Holds = [.. record.Holds.Where(each => each.Id != id)] };
    }
}

/// <summary>A request to stop that waits.</summary>
internal sealed record HoldItem : Item
{
    public AddressHold? Hold { get; init; }

    /// <summary>Hash of the one that asked; null where it is none.</summary>
    public string? Address { get; init; }
}
