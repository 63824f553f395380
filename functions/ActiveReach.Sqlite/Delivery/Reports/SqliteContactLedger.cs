using ActiveReach.Delivery;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Reports;

/// <summary>The rows of one person on SQLite.</summary>
public sealed class SqliteContactLedger(Database database) : IContactLedger
{
    public Task<IReadOnlyList<LedgerRow>> NextAsync(WorkspaceId workspace, ContactId contact, LedgerAddress? after, int limit, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<LedgerRow>>(session =>
        {
            var found = new List<LedgerRow>();
            var rows = session.Prepare($"""
                {LedgerRowReader.Select} WHERE l.contact = ?1 AND r.workspace = ?2 AND (l.run, l.shard, l.batch, l.row) > (?3, ?4, ?5, ?6)
                ORDER BY l.run, l.shard, l.batch, l.row LIMIT ?7
                """)
                .Bind(1, contact.Value).Bind(2, workspace.Value)
                .Bind(3, after is { } last ? RunKeys.Of(session, last.Run) ?? 0 : 0).Bind(4, after?.Shard ?? 0).Bind(5, after?.Batch ?? 0).Bind(6, after?.Row ?? 0)
                .Bind(7, limit);
            while (rows.Step())
                found.Add(LedgerRowReader.Read(rows));
            return found;
        }, cancellation);
}
