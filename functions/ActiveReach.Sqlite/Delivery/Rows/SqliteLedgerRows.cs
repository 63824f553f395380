using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Figures;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Rows;

/// <summary>Rows of the ledger on SQLite, by person and by what became of them.</summary>
public sealed class SqliteLedgerRows(Database database) : ILedgerRows
{
    private readonly LedgerRuns keyedRuns = new();

    public Task<IReadOnlyList<LedgerRow>> NextAsync(WorkspaceId workspace, ContactId contact, LedgerAddress? after, int limit, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<LedgerRow>>(session =>
        {
            var late = $"(SELECT o.at FROM ledger_late AS o WHERE o.run = l.run AND o.shard = l.shard AND o.batch = l.batch AND o.row = l.row AND o.kind = {(int)LedgerEventKind.Clicked})";
            var rows = session.Prepare($"""
                SELECT {RowReader.Columns}, r.run, {late} FROM ledger AS l JOIN ledger_runs AS r ON r.key = l.run
                WHERE l.contact = ?1 AND r.workspace = ?2 AND (l.run, l.shard, l.batch, l.row) > (?3, ?4, ?5, ?6)
                ORDER BY l.run, l.shard, l.batch, l.row LIMIT ?7
                """)
                .Bind(1, contact.Value).Bind(2, workspace.Value)
                .Bind(3, after is { } last ? keyedRuns.Find(session, last.Run)?.Key ?? 0 : 0).Bind(4, after?.Shard ?? 0).Bind(5, after?.Batch ?? 0).Bind(6, after?.Row ?? 0)
                .Bind(7, limit);
            return keyedRuns.All(session, rows, static (row, run) => RowReader.Read(row, run).Shown() with { ClickedLateAt = row.GetNullableTime(RowReader.Width + 1) });
        }, cancellation);

    public Task<RecipientPage> ListAsync(IReadOnlyList<RunId> runs, RecipientAction action, int limit, string? cursor, string? outlet = null, CancellationToken cancellation = default) =>
        database.ReadAsync(session =>
        {
            var known = runs.Select(run => keyedRuns.Find(session, run)).OfType<KeyedRun>().ToArray();
            var (start, after) = RecipientCursor.Read(cursor, Array.ConvertAll(known, run => run.Run.Id));
            var conditions = Array.ConvertAll(known, run => RecipientSql.Condition(action, HasLaterRows(session, run)) + (outlet is null ? "" : " AND l.outlet = ?7"));
            var total = known.Select((run, index) => Bind(session.Prepare($"SELECT count(*) FROM ledger AS l JOIN ledger_runs AS r ON r.key = l.run WHERE l.run = ?1 AND {conditions[index]}"), run).Number()).Sum();
            var items = new List<LedgerRow>();
            for (var index = start; index < known.Length && items.Count <= limit; index++)
            {
                var (run, from) = (known[index], index == start ? after : default);
                var row = Bind(session.Prepare($"""
                    SELECT {RowReader.Columns} FROM ledger AS l JOIN ledger_runs AS r ON r.key = l.run
                    WHERE l.run = ?1 AND (l.shard, l.batch, l.row) > (?3, ?4, ?5) AND {conditions[index]}
                    ORDER BY l.shard, l.batch, l.row LIMIT ?6
                    """), run)
                    .Bind(3, from?.Shard ?? -1).Bind(4, from?.Batch ?? 0).Bind(5, from?.Row ?? 0).Bind(6, limit + 1 - items.Count);
                while (row.Step())
                    items.Add(RowReader.Read(row, run.Run).Shown());
            }

            var more = items.Count > limit;
            if (more)
                items.RemoveAt(limit);
            return new RecipientPage(items, more ? items[^1].Address.ToString() : null, total);

            Statement Bind(Statement statement, KeyedRun run)
            {
                if (action == RecipientAction.Ignored)
                    statement.Bind(2, LedgerRuns.FenceOf(session, run.Key).Status is RunStatus.Complete);
                return (outlet is null ? statement : statement.Bind(7, outlet)).Bind(1, run.Key);
            }
        }, cancellation);

    /// <summary>Whether contacts of the run have several rows.</summary>
    private static bool HasLaterRows(ReadSession session, KeyedRun run)
    {
        var tallies = TallyRows.Read(session, run);
        return tallies.Where(tally => tally.Key.Scope is TallyScope.Attempts).Sum(tally => tally[Counted.Recipients]) > tallies.Where(tally => tally.Key.Scope is TallyScope.People).Sum(tally => tally[Counted.Recipients]);
    }
}
