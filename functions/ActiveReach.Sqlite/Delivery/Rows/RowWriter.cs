using System.Numerics;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Rows;

/// <summary>Writes rows of one shard. Neighbouring rows with the same news are one statement: a whole batch that goes well is written with two.</summary>
internal readonly struct RowWriter(WriteSession session, long run, int shard)
{
    private static readonly Dictionary<uint, string> Updates = [];

    private const string Insert = """
        INSERT INTO ledger (run, shard, batch, row, contact, channel, state, superseded, home_batch, home_row, variant, outlet, address, reason, rule, attempts, occurrence)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        """;

    public void Add(IReadOnlyList<LedgerRow> rows)
    {
        var insert = session.Prepare(Insert).Bind(1, run).Bind(2, shard);
        foreach (var row in rows)
        {
            insert.Bind(3, row.Address.Batch).Bind(4, row.Address.Row).Bind(5, row.Contact.Value).Bind(6, row.Channel).Bind(7, (int)row.State)
                .Bind(8, (long?)row.Home?.Batch).Bind(9, (long?)row.Home?.Row).Bind(10, row.Variant).Bind(11, row.Outlet).Bind(12, row.AddressKey)
                .Bind(13, row.Reason).Bind(14, row.Rule).Bind(15, RowColumn.AttemptsOf(row)).Bind(16, row.Occurrence.Length == 0 ? null : row.Occurrence).Execute();
        }
    }

    public void Change(IReadOnlyCollection<(LedgerRow Before, LedgerRow After)> changes)
    {
        if (changes.Count == 0)
            return;
        var ordered = changes.OrderBy(each => each.After.Address.Batch).ThenBy(each => each.After.Address.Row).ToArray();
        var start = 0;
        var columns = ChangedColumns(ordered[0]);
        for (var index = 1; index <= ordered.Length; index++)
        {
            var next = index < ordered.Length ? ChangedColumns(ordered[index]) : 0;
            if (index < ordered.Length && next == columns && IsSameNews(ordered[index - 1].After, ordered[index].After, columns))
                continue;
            Write(ordered[start].After, ordered[index - 1].After.Address.Row, columns);
            (start, columns) = (index, next);
        }
    }

    /// <summary>Of the same batch, one behind the other, with the same values in the columns.</summary>
    private static bool IsSameNews(LedgerRow one, LedgerRow next, uint columns)
    {
        if (next.Address.Batch != one.Address.Batch || next.Address.Row != one.Address.Row + 1)
            return false;
        for (var bits = columns; bits != 0; bits &= bits - 1)
        {
            if (!RowColumn.All[BitOperations.TrailingZeroCount(bits)].IsSame(one, next))
                return false;
        }

        return true;
    }

    private static uint ChangedColumns((LedgerRow Before, LedgerRow After) change)
    {
        var columns = 0u;
        for (var index = 0; index < RowColumn.All.Length; index++)
        {
            if (!RowColumn.All[index].IsSame(change.Before, change.After))
                columns |= 1u << index;
        }

        return columns;
    }

    private void Write(LedgerRow row, int last, uint columns)
    {
        if (columns == 0)
            return;
        var update = session.Prepare(UpdateOf(columns)).Bind(1, run).Bind(2, shard).Bind(3, row.Address.Batch).Bind(4, row.Address.Row).Bind(5, last);
        var parameter = 6;
        for (var bits = columns; bits != 0; bits &= bits - 1)
            RowColumn.All[BitOperations.TrailingZeroCount(bits)].Bind(update, parameter++, row);
        update.Execute();
    }

    /// <summary>Made once for each set of columns that ever changes together.</summary>
    private static string UpdateOf(uint columns)
    {
        lock (Updates)
        {
            if (Updates.TryGetValue(columns, out var known))
                return known;
            var sets = RowColumn.All.Where((_, index) => (columns & (1u << index)) != 0).Select((column, index) => $"{column.Name} = ?{index + 6}");
            return Updates[columns] = $"UPDATE ledger SET {string.Join(", ", sets)} WHERE run = ?1 AND shard = ?2 AND batch = ?3 AND row BETWEEN ?4 AND ?5";
        }
    }
}
