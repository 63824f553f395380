using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Problems;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Figures;

/// <summary>Figures and lists of recipients on SQLite, counted from the rows at the moment of asking.</summary>
public sealed class SqliteLedgerFigures(Database database) : ILedgerFigures
{
    private readonly RunKeys keys = new(database);

    public Task<IReadOnlyList<LedgerFigures>> CountAsync(
        IReadOnlyList<RunId> runs, FigureGrouping by, CancellationToken cancellation = default) =>
        Task.FromResult(database.Read<IReadOnlyList<LedgerFigures>>(session =>
        {
            var groups = new SortedDictionary<string, FigureTally>(StringComparer.Ordinal);
            foreach (var run in runs)
            {
                if (keys.Find(run) is not { } key)
                    continue;
                var many = session.Prepare("SELECT many FROM ledger_runs WHERE key = ?1").Bind(1, key).Number() != 0;
                var row = session.Prepare(FigureSql.Scan(by, many)).Bind(1, key);
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
        }));

    public Task<RecipientPage> ListAsync(
        IReadOnlyList<RunId> runs, RecipientAction action, int limit, string? cursor, CancellationToken cancellation = default)
    {
        var known = runs.Where(run => keys.Find(run) is not null).ToArray();
        var (start, after) = Place(known, cursor);
        return Task.FromResult(database.Read(session =>
        {
            var total = known.Sum(run => session
                .Prepare($"SELECT count(*) FROM ledger AS l WHERE l.run = ?1 AND l.superseded = 0 AND {Condition(action)}").Bind(1, keys.Require(run)).Number());
            var items = new List<LedgerRow>();
            for (var index = start; index < known.Length && items.Count <= limit; index++)
            {
                var from = index == start ? after : default;
                var row = session.Prepare($"""
                    {LedgerRowReader.Select} WHERE l.run = ?1 AND (l.shard, l.batch, l.row) > (?2, ?3, ?4) AND l.superseded = 0 AND {Condition(action)}
                    ORDER BY l.shard, l.batch, l.row LIMIT ?5
                    """)
                    .Bind(1, keys.Require(known[index])).Bind(2, from?.Shard ?? -1).Bind(3, from?.Batch ?? 0).Bind(4, from?.Row ?? 0).Bind(5, limit + 1 - items.Count);
                while (row.Step())
                    items.Add(LedgerRowReader.Read(row));
            }

            var more = items.Count > limit;
            if (more)
                items.RemoveAt(limit);
            return new RecipientPage(items, more ? items[^1].Address.ToString() : null, total);
        }));
    }

    private static (int Start, LedgerAddress? After) Place(RunId[] runs, string? cursor)
    {
        if (cursor is null)
            return (0, null);
        if (LedgerAddress.TryParse(cursor, out var address) && Array.IndexOf(runs, address.Run) is >= 0 and var start)
            return (start, address);
        throw new InvalidInputException("cursor", "unknown_cursor", $"The cursor '{cursor}' is not one that this list gave: start again without a cursor.");
    }

    private static string Condition(RecipientAction action) => action switch
    {
        RecipientAction.All => "1",
        RecipientAction.Delivered => "l.state = 4",
        RecipientAction.Opened => "l.opened_at IS NOT NULL",
        RecipientAction.Clicked => "l.clicked_at IS NOT NULL",
        RecipientAction.Replied => "l.replied_at IS NOT NULL",
        RecipientAction.Ignored => "l.state IN (3, 4) AND l.clicked_at IS NULL AND l.replied_at IS NULL",
        RecipientAction.Failed => "l.state IN (5, 6)",
        RecipientAction.Skipped => "l.state = 7",
        RecipientAction.Pending => "l.state IN (0, 1, 2, 3, 8)",

        // Conversions are not kept in the ledger.
        RecipientAction.Converted => "0",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Recipients can't be listed by this."),
    };

    private static string GroupOf(FigureGrouping by, RunId run, Statement row) => by switch
    {
        FigureGrouping.None => "",
        FigureGrouping.Run => run.Value,
        FigureGrouping.Channel => ((Channel)row.GetInt32(0)).Name(),
        FigureGrouping.Stage => Stage.Name(row.GetInt32(0)),
        FigureGrouping.Hour => row.GetNullableInt64(0) is { } hour ? DateTimeOffset.UnixEpoch.AddHours(hour).ToString("yyyy-MM-dd'T'HH':00Z'") : "",
        _ => row.GetNullableString(0) ?? "",
    };
}
