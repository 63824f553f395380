using ActiveReach.Channels;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>Sums as rows: an integer column for each thing that is counted.</summary>
internal static class TallyRows
{
    private const string Key = "run, scope, stage, channel, variant, outlet, hour, reason";
    private const int KeyColumns = 8;

    public static readonly string[] Columns = [.. Enum.GetNames<Counted>().Where(name => name != nameof(Counted.None)).Select(name => "n_" + name.ToLowerInvariant())];

    private static readonly string Upsert = $"""
        INSERT INTO ledger_tallies ({Key}, {string.Join(", ", Columns)}) VALUES ({string.Join(", ", Enumerable.Range(1, KeyColumns + Columns.Length).Select(index => $"?{index}"))})
        ON CONFLICT DO UPDATE SET {string.Join(", ", Columns.Select(column => $"{column} = {column} + excluded.{column}"))}
        """;

    private static readonly string Select = $"SELECT scope, stage, channel, variant, outlet, hour, reason, {string.Join(", ", Columns)} FROM ledger_tallies WHERE run = ?1";

    public static void Add(WriteSession session, long run, TallyChanges changes)
    {
        foreach (var (key, sums) in changes.All)
        {
            if (!Array.Exists(sums, sum => sum != 0))
                continue;
            var upsert = session.Prepare(Upsert).Bind(1, run).Bind(2, (int)key.Scope).Bind(3, key.Stage).Bind(4, key.Channel?.ToStored() ?? 0)
                .Bind(5, key.Variant).Bind(6, key.Outlet).Bind(7, key.Hour).Bind(8, key.Reason);
            for (var index = 0; index < sums.Length; index++)
                upsert.Bind(KeyColumns + 1 + index, sums[index]);
            upsert.Execute();
        }
    }

    public static IReadOnlyList<Tally> Read(ReadSession session, KeyedRun run)
    {
        var found = new List<Tally>();
        var row = session.Prepare(Select).Bind(1, run.Key);
        while (row.Step())
        {
            var counts = new long[Columns.Length];
            for (var index = 0; index < counts.Length; index++)
                counts[index] = row.GetInt64(KeyColumns - 1 + index);
            var channel = row.GetInt32(2);
            found.Add(new Tally(
                run.Run.Id,
                new TallyKey((TallyScope)row.GetInt32(0), row.GetInt32(1), channel == 0 ? null : StoredChannel.From(channel), row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetString(6)),
                counts));
        }

        return found;
    }
}
