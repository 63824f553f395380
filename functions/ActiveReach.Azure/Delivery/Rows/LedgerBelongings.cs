using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Delivery.Ledger;
using ActiveReach.Delivery;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Rows;

/// <summary>Messages of a contact that has become another are the other's. A run that had both keeps two people, in their own shards: both were to be sent to.</summary>
/// <param name="time">Of the system: pauses between tries.</param>
public sealed class LedgerBelongings(TablesAccount account, TimeProvider time) : IContactBelongings
{
    private const int AtOnce = 100;

    private readonly LedgerShards shards = new(account.Ledger, time);
    private readonly ContactRows contacts = new(account.Contacts, time);

    public Task<IReadOnlyCollection<ContactId>> AttachAsync(WorkspaceId workspace, IReadOnlyCollection<Contact> contacts) => Task.FromResult<IReadOnlyCollection<ContactId>>([]);

    /// <summary>Each is noted for the one that stays before it is theirs, and forgotten of the other after that.</summary>
    public async Task MoveAsync(WorkspaceId workspace, ContactId gone, ContactId survivor)
    {
        while (await contacts.AfterAsync(workspace, gone, null, AtOnce, CancellationToken.None) is { Count: > 0 } places)
        {
            await Task.WhenAll(places.GroupBy(place => place.Run).Select(async some =>
            {
                var run = await shards.RequireAsync(some.Key, CancellationToken.None);
                await contacts.AddAsync(run, some.Select(place => (survivor, place)));
                await Task.WhenAll(some.Select(place => GiveAsync(place, gone, survivor)));
                await contacts.RemoveAsync(run, gone, some);
            }));
        }
    }

    /// <summary>Nothing of the ledger is: it knows people by their number.</summary>
    public Task EraseAsync(WorkspaceId workspace, Contact contact, IReadOnlyList<ContactId> ids, DateTimeOffset at) => Task.CompletedTask;

    /// <summary>Whoever writes the row meanwhile is refused, or is done: the rest of it stays.</summary>
    private async Task GiveAsync(LedgerAddress place, ContactId gone, ContactId survivor)
    {
        var (partition, key) = (LedgerKeys.Shard(place.Run, place.Shard), LedgerKeys.Row(new RowPlace(place.Batch, place.Row)));
        if (await new TableEntry(account.Ledger, partition, key, time).FindAsync(CancellationToken.None) is { } row && row.Long(RowEntity.Contact) == gone.Value)
            await account.Ledger.UpdateEntityAsync(new TableEntity(partition, key) { [RowEntity.Contact] = survivor.Value }, ETag.All);
    }
}
