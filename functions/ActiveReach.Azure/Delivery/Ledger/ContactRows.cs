using ActiveReach.Azure.Accounts;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Ledger;

/// <summary>Finds the rows of a contact, in whatever runs: in 64 partitions of a workspace, by what puts contacts in shards, so that those of a shard fill whole
/// groups. A row is noted before it is there: what was not written in the end leads nowhere.</summary>
internal sealed class ContactRows(TableClient table, TimeProvider time)
{
    public Task AddAsync(LedgerRun run, IEnumerable<LedgerRow> rows) => AddAsync(run, rows.Select(row => (row.Contact, row.Address)));

    public Task AddAsync(LedgerRun run, IEnumerable<(ContactId Contact, LedgerAddress Row)> rows) => Task.WhenAll(rows
        .GroupBy(each => LedgerKeys.ContactPartition(run.Workspace, each.Contact))
        .SelectMany(partition => partition.Chunk(TableLimits.MostEntities).Select(part =>
        {
            var entities = new EntityGroup(table, partition.Key);
            foreach (var (contact, row) in part)
                entities.Put(EntityFields.New(partition.Key, LedgerKeys.ContactRow(run, contact, row)).With("message", row.ToString()));
            return entities.PutAsync(time);
        })));

    public Task RemoveAsync(LedgerRun run, ContactId contact, IEnumerable<LedgerAddress> rows) => Task.WhenAll(rows
        .Select(row => table.DeleteEntityAsync(LedgerKeys.ContactPartition(run.Workspace, contact), LedgerKeys.ContactRow(run, contact, row), ETag.All)));

    /// <summary>Places behind one of the contact's, by the start of their runs and then in order of the ledger.</summary>
    public async Task<IReadOnlyList<LedgerAddress>> AfterAsync(WorkspaceId workspace, ContactId contact, (LedgerRun Run, LedgerAddress Address)? after, int limit, CancellationToken cancellation)
    {
        var (begin, end) = LedgerKeys.ContactRows(contact);
        var from = after is { } last ? LedgerKeys.ContactRow(last.Run, contact, last.Address) : begin;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {LedgerKeys.ContactPartition(workspace, contact)} and RowKey gt {from} and RowKey lt {end}");
        var found = new List<LedgerAddress>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, Math.Min(limit, TableLimits.MostAPage), ["message"], cancellation))
        {
            if (LedgerAddress.TryParse(entity.GetString("message"), out var address))
                found.Add(address);
            if (found.Count == limit)
                break;
        }

        return found;
    }
}
