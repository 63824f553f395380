using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Ids;
using ActiveReach.Problems;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Figures;

/// <summary>Figures and lists of recipients on SQLite, counted from the rows at the moment of asking.</summary>
public sealed class SqliteLedgerFigures(Database database) : ILedgerFigures
{
    private const string Count = "SELECT count(*) FROM ledger AS l JOIN ledger_runs AS r ON r.key = l.run";

    private readonly RunKeys keys = new();

    public Task<IReadOnlyList<LedgerFigures>> CountAsync(
        IReadOnlyList<RunId> runs, FigureGrouping by, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<LedgerFigures>>(session =>
        {
            var groups = new SortedDictionary<string, FigureTally>(StringComparer.Ordinal);
            foreach (var run in runs)
            {
                if (keys.Find(session, run) is not { } key)
                    continue;
                var kind = Kind.Of(session, key);
                var row = session.Prepare(FigureSql.Scan(by, kind.IsMany, kind.Converts)).Bind(1, key).Bind(2, kind.IsOver);
                while (row.Step())
                {
                    var group = GroupOf(by, run, row);
                    if (!groups.TryGetValue(group, out var tally))
                        groups[group] = tally = new FigureTally();
                    tally.Add(row);
                }
            }

            if (by == FigureGrouping.None && groups.Count == 0)
                groups[""] = new FigureTally();
            return [.. groups.Select(group => group.Value.Figures(group.Key))];
        }, cancellation);

    public Task<RecipientPage> ListAsync(
        IReadOnlyList<RunId> runs, RecipientAction action, int limit, string? cursor, CancellationToken cancellation = default) =>
        database.ReadAsync(session =>
        {
            var known = runs.Where(run => keys.Find(session, run) is not null).ToArray();
            var (start, after) = Place(known, cursor);
            var kinds = Array.ConvertAll(known, run => Kind.Of(session, keys.Require(session, run)));
            var total = known.Select((run, index) => Bind(session.Prepare($"{Count} WHERE l.run = ?1 AND {RecipientSql.Condition(action, kinds[index].IsMany)}"), index).Number()).Sum();
            var items = new List<LedgerRow>();
            for (var index = start; index < known.Length && items.Count <= limit; index++)
            {
                var from = index == start ? after : default;
                var row = Bind(session.Prepare($"""
                    {LedgerRowReader.Select} WHERE l.run = ?1 AND (l.shard, l.batch, l.row) > (?3, ?4, ?5) AND {RecipientSql.Condition(action, kinds[index].IsMany)}
                    ORDER BY l.shard, l.batch, l.row LIMIT ?6
                    """), index)
                    .Bind(3, from?.Shard ?? -1).Bind(4, from?.Batch ?? 0).Bind(5, from?.Row ?? 0).Bind(6, limit + 1 - items.Count);
                while (row.Step())
                    items.Add(LedgerRowReader.Read(row));
            }

            var more = items.Count > limit;
            if (more)
                items.RemoveAt(limit);
            return new RecipientPage(items, more ? items[^1].Address.ToString() : null, total);

            Statement Bind(Statement statement, int index) =>
                (action == RecipientAction.Ignored ? statement.Bind(2, kinds[index].IsOver) : statement).Bind(1, keys.Require(session, known[index]));
        }, cancellation);

    private static (int Start, LedgerAddress? After) Place(RunId[] runs, string? cursor)
    {
        if (cursor is null)
            return (0, null);
        if (LedgerAddress.TryParse(cursor, out var address) && Array.IndexOf(runs, address.Run) is >= 0 and var start)
            return (start, address);
        throw new InvalidInputException("cursor", "unknown_cursor", $"The cursor '{cursor}' is not one that this list gave: start again without a cursor.");
    }

    private static string GroupOf(FigureGrouping by, RunId run, Statement row) => by switch
    {
        FigureGrouping.None => "",
        FigureGrouping.Run => run.Value,
        FigureGrouping.Channel => row.GetChannel(0).Name(),
        FigureGrouping.Stage => Stage.Name(row.GetInt32(0)),
        FigureGrouping.Hour => row.GetNullableInt64(0) is { } hour ? DateTimeOffset.UnixEpoch.AddHours(hour).ToString("yyyy-MM-dd'T'HH':00Z'") : "",
        _ => row.GetNullableString(0) ?? "",
    };

    /// <param name="IsMany">Contacts may have several rows.</param>
    /// <param name="Converts">It has a conversion event.</param>
    /// <param name="IsOver">Its reply window is over: only then has anybody ignored it.</param>
    private readonly record struct Kind(bool IsMany, bool Converts, bool IsOver)
    {
        public static Kind Of(ReadSession session, long key) => session
            .Prepare("SELECT k.many, k.goal_event IS NOT NULL, coalesce(r.status = ?2, 0) FROM ledger_runs AS k LEFT JOIN runs AS r ON r.id = k.run WHERE k.key = ?1")
            .Bind(1, key).Bind(2, (int)RunStatus.Complete).First(row => new Kind(row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2)));
    }
}
