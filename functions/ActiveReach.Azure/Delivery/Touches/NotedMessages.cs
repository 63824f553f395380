using System.Globalization;
using ActiveReach.Azure.Accounts;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Touches;

/// <summary>Whom messages with a place were noted for, by their own place in the ledger: so that it can be given back. Those of a batch are one group, written before their
/// places: one without a place is passed over.</summary>
internal sealed class NotedMessages(TableClient table, TimeProvider time)
{
    public Task AddAsync(IEnumerable<NamedTouch> noted) => Task.WhenAll(noted.GroupBy(each => PartitionOf(each.Touch.Message)).Select(async shard =>
    {
        foreach (var some in shard.DistinctBy(each => each.Touch.Message).Chunk(TableLimits.MostEntities))
        {
            var group = new EntityGroup(table, shard.Key);
            foreach (var (_, touch, workspace) in some)
                group.Put(EntityFields.New(shard.Key, Row(touch.Message)).With("workspace", workspace.Value).With("contact", touch.Contact.Value).With("address", touch.AddressKey));
            await group.PutAsync(time);
        }
    }));

    /// <summary>Those of these messages that were noted, each with its two owners.</summary>
    public async Task<IReadOnlyList<(LedgerAddress Message, TouchOwner Contact, TouchOwner Address)>> FindAsync(IReadOnlyList<LedgerAddress> messages, CancellationToken cancellation)
    {
        var batches = messages.GroupBy(message => (Partition: PartitionOf(message), message.Batch));
        var found = await Task.WhenAll(batches.Select(async batch =>
        {
            var (wanted, known) = (batch.ToDictionary(Row), new List<(LedgerAddress, TouchOwner, TouchOwner)>());
            var (partition, first, last) = (batch.Key.Partition, Row(batch.MinBy(message => message.Row)), Row(batch.MaxBy(message => message.Row)));
            await foreach (var entity in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}"), cancellationToken: cancellation))
            {
                var workspace = new WorkspaceId(entity.GetString("workspace"));
                if (wanted.TryGetValue(entity.RowKey, out var message))
                    known.Add((message, TouchOwner.Contact(workspace, new ContactId(entity.Long("contact"))), TouchOwner.Address(workspace, entity.Long("address"))));
            }

            return known;
        }));
        return [.. found.SelectMany(known => known)];
    }

    public Task RemoveAsync(LedgerAddress message) => table.DeleteEntityAsync(PartitionOf(message), Row(message));

    private static string PartitionOf(LedgerAddress message) => string.Create(CultureInfo.InvariantCulture, $"{message.Run}:{message.Shard:00}");

    private static string Row(LedgerAddress message) => string.Create(CultureInfo.InvariantCulture, $"b{message.Batch:x8}-{message.Row:00}");
}
