using System.Text.Json;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Rows;

/// <summary>Reads rows of the ledger. Of a row that nothing was sent for yet only what it can have is read.</summary>
internal static class RowReader
{
    /// <summary>Of <c>l</c>, a row.</summary>
    public const string Columns = """
        l.shard, l.batch, l.row, l.contact, l.channel, l.state, l.superseded, l.home_batch, l.home_row, l.variant, l.outlet, l.address, l.reason, l.rule,
        l.attempts, l.first_sent_at, l.handed_at, l.message_id, l.delivered_at, l.opened_at, l.machine_opened_at, l.machine_open_rule, l.clicked_at, l.machine_clicked_at,
        l.machine_click_rule, l.replied_at, l.opted_out_at, l.held_at, l.occurrence, l.sender
        """;

    /// <summary>How many those are: what is selected behind them comes next.</summary>
    public const int Width = 30;

    /// <summary>Batch and rows are ?3 to ?5 of run ?1 and shard ?2.</summary>
    public const string OfBatch = $"SELECT {Columns} FROM ledger AS l WHERE l.run = ?1 AND l.shard = ?2 AND l.batch = ?3 AND l.row BETWEEN ?4 AND ?5";

    public static LedgerRow Read(Statement row, LedgerRun run)
    {
        var state = (LedgerState)row.GetInt32(5);
        var read = new LedgerRow
        {
            Address = new LedgerAddress(run.Id, row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)),
            Campaign = run.Campaign,
            Contact = new ContactId(row.GetInt64(3)),
            Channel = row.GetChannel(4),
            State = state,
            IsSuperseded = row.GetBoolean(6),
            Home = row.IsNull(7) ? null : new RowPlace(row.GetInt32(7), row.GetInt32(8)),
            Variant = row.GetNullableString(9),
            Outlet = row.GetNullableString(10),
            AddressKey = row.GetNullableInt64(11),
            Reason = row.GetNullableString(12),
            Rule = row.GetNullableString(13),
            Attempts = row.IsNull(14) ? [] : JsonSerializer.Deserialize<Attempt[]>(row.GetBytes(14))!,
            FirstSentAt = row.GetNullableTime(15),
            Occurrence = row.GetNullableString(28) ?? "",
        };
        return state is LedgerState.Planned or LedgerState.Calling ? read : read with
        {
            HandedAt = row.GetNullableTime(16),
            MessageId = row.GetNullableString(17),
            DeliveredAt = row.GetNullableTime(18),
            OpenedAt = row.GetNullableTime(19),
            MachineOpenedAt = row.GetNullableTime(20),
            MachineOpenRule = row.GetNullableString(21),
            ClickedAt = row.GetNullableTime(22),
            MachineClickedAt = row.GetNullableTime(23),
            MachineClickRule = row.GetNullableString(24),
            RepliedAt = row.GetNullableTime(25),
            OptedOutAt = row.GetNullableTime(26),
            HeldAt = row.GetNullableTime(27),
            Sender = row.GetNullableString(29),
        };
    }

    /// <summary>The rows of a batch from one to another.</summary>
    public static List<LedgerRow> Batch(ReadSession session, KeyedRun run, GroupScope scope)
    {
        var row = session.Prepare(OfBatch).Bind(1, run.Key).Bind(2, scope.Shard).Bind(3, scope.Batch.Value).Bind(4, scope.First).Bind(5, scope.Last);
        var found = new List<LedgerRow>(BatchNumber.MostRows);
        while (row.Step())
            found.Add(Read(row, run.Run));
        return found;
    }

    /// <summary>Where the home row of somebody's occurrence lies; null where there is none.</summary>
    public static RowPlace? HomeOf(ReadSession session, long run, LedgerRow row)
    {
        var home = session.Prepare("SELECT batch, row FROM ledger INDEXED BY ledger_homes WHERE run = ?1 AND contact = ?2 AND occurrence = ?3 AND home_batch IS NULL LIMIT 1")
            .Bind(1, run).Bind(2, row.Contact.Value).Bind(3, row.Occurrence);
        RowPlace? place = home.Step() ? new RowPlace(home.GetInt32(0), home.GetInt32(1)) : null;
        home.Reset();
        return place;
    }

    public static LedgerRow? Find(ReadSession session, KeyedRun run, int shard, RowPlace place) => session.Prepare(OfBatch)
        .Bind(1, run.Key).Bind(2, shard).Bind(3, place.Batch).Bind(4, place.Row).Bind(5, place.Row).First(row => Read(row, run.Run));
}
