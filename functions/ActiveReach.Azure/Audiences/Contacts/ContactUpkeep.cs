using ActiveReach.Azure.Accounts;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>What follows a write of contacts, in units of its own: names that lead nowhere go, and everybody with an address is told what stands against it.
/// Again changes nothing.</summary>
internal sealed class ContactUpkeep(CosmosAccount account, WorkspaceId workspace, TimeProvider time)
{
    /// <summary>Brings everybody up to date who has this address.</summary>
    public Task RefreshAsync(AddressHash address) => DoAsync(async book =>
    {
        foreach (var id in (await book.AddressAsync(address)).People)
        {
            if (await book.FindAsync(id) is not { } contact || contact.Id != id)
                continue;
            var marked = await book.MarkedAsync(contact);
            if (ContactStanding.Write(marked) != ContactStanding.Write(contact) || ContactStanding.WriteTopics(marked) != ContactStanding.WriteTopics(contact))
                await book.PutAsync(contact, marked);
        }
    });

    /// <summary>The address of a contact that has it no longer.</summary>
    public Task LeaveAsync(string address, ContactId contact) => DoAsync(async book =>
    {
        if (await book.FindAsync(contact) is { } found && found.Id == contact && ContactBook.AddressesOf(found).Contains(address))
            return;
        await book.ChangeAsync(AddressHash.Of(address), item => item.Without(contact));
    });

    /// <summary>The external id of a contact that has it no longer.</summary>
    public Task FreeAsync(string externalId, ContactId contact) => DoAsync(book => book.FreeAsync(externalId, contact));

    private async Task DoAsync(Func<ContactBook, Task> change)
    {
        while (true)
        {
            var book = new ContactBook(account, workspace, time);
            await change(book);
            if (await book.TryWriteAsync())
                return;
        }
    }
}
