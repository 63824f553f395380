using ActiveReach.Azure.Accounts;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Ledger;

/// <summary>Finds a row by the carrier's id of its message. An id is noted before its row says so: one whose row doesn't in the end leads nowhere.</summary>
internal sealed class MessageIds(TableClient table, TimeProvider time)
{
    public Task AddAsync(LedgerGroup group)
    {
        var fresh = group.ChangedRows.Where(each => each.After.MessageId is not null && each.Before.MessageId != each.After.MessageId)
            .Select(each => (Key: LedgerKeys.Message(group.Run.Workspace, each.After.MessageId!), each.After.Address));
        return Task.WhenAll(fresh.GroupBy(each => each.Key.Partition).Select(partition =>
        {
            var entities = new EntityGroup(table, partition.Key);
            foreach (var (key, address) in partition.DistinctBy(each => each.Key.Row))
                entities.Put(EntityFields.New(key.Partition, key.Row).With("message", address.ToString()));
            return entities.PutAsync(time);
        }));
    }

    /// <summary>The row that it may belong to.</summary>
    public async Task<LedgerAddress?> FindAsync(WorkspaceId workspace, string messageId, CancellationToken cancellation)
    {
        var (partition, row) = LedgerKeys.Message(workspace, messageId);
        var entity = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation);
        return entity.HasValue && LedgerAddress.TryParse(entity.Value!.GetString("message"), out var address) ? address : null;
    }
}
