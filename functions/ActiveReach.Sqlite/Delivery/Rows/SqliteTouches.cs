using ActiveReach.Consent.Caps;
using ActiveReach.Delivery;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Rows;

/// <summary>Touches on SQLite are rows of the ledger: an address is found by what was claimed, and a place under a cap is two columns of its row, which
/// nobody writes while there is no cap. A batch is one transaction, and the file has one writer, so nobody counts between two of them.</summary>
public sealed class SqliteTouches(Database database) : ITouches
{
    private readonly LedgerRuns runs = new();

    public Task<IReadOnlyList<string?>> NoteAsync(
        IReadOnlyList<FrequencyCap> caps, IReadOnlyList<Touch> touches, int places = int.MaxValue, CancellationToken cancellation = default)
    {
        if (caps.Count == 0)
            return Task.FromResult<IReadOnlyList<string?>>(new string?[Math.Min(places, touches.Count)]);
        var longest = caps.Max(cap => cap.Within);
        return database.WriteAsync<IReadOnlyList<string?>>(session =>
        {
            var refusals = new List<string?>(touches.Count);
            var left = places;
            foreach (var touch in touches)
            {
                if (left <= 0)
                    break;
                var run = runs.Require(session, touch.Message.Run).Key;
                var had = HasPlace(session, run, touch);
                var refusal = had ? null : CapRule.Refusal(caps, touch.Place, [.. Taken(session, run, touch, touch.Place.At - longest), .. touch.Kept]);
                if (refusal is null && !had)
                    Take(session, run, touch);
                refusals.Add(refusal);
                left -= refusal is null ? 1 : 0;
            }

            return refusals;
        }, cancellation);
    }

    public async Task ReleaseAsync(IReadOnlyList<LedgerAddress> messages, CancellationToken cancellation = default)
    {
        if (messages.Count == 0)
            return;
        const string Place = "run = ?1 AND shard = ?2 AND batch = ?3 AND row = ?4 AND touched IS NOT NULL";
        var placed = await database.ReadAsync(session => messages.Select(message => (Run: runs.Find(session, message.Run)?.Key ?? 0, Message: message))
            .Where(each => Bind(session.Prepare($"SELECT EXISTS (SELECT 1 FROM ledger WHERE {Place})"), each.Run, each.Message).Number() != 0).ToList(), cancellation);
        if (placed.Count == 0)
            return;
        await database.WriteAsync(session =>
        {
            foreach (var (run, message) in placed)
                Bind(session.Prepare($"UPDATE ledger SET touched = NULL, touched_at = NULL WHERE {Place}"), run, message).Execute();
        }, cancellation);
    }

    public Task<IReadOnlyList<SentMessage>> SentToAsync(
        WorkspaceId workspace, ContactId? contact, long? addressKey, DateTimeOffset by, int limit, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<SentMessage>>(session =>
        {
            const string Sent = "l.first_sent_at <= ?3 AND l.state IN (2, 3, 4, 5, 6, 8) ORDER BY l.first_sent_at DESC, l.run DESC, l.batch DESC LIMIT ?4";
            const string Sender = "coalesce(l.sender, (SELECT sender FROM ledger_batches AS b WHERE b.run = l.run AND b.shard = l.shard AND b.batch = l.batch))";
            var rows = addressKey is { } key
                ? session.Prepare($"""
                    SELECT {RowReader.Columns}, r.run, {Sender} FROM ledger_runs AS r CROSS JOIN ledger_addresses AS a ON a.run = r.key AND a.address = ?2
                    CROSS JOIN ledger AS l ON l.run = a.run AND l.shard = a.shard AND l.batch = a.batch AND l.row = a.row
                    WHERE r.workspace = ?1 AND r.is_test = 0 AND {Sent}
                    """).Bind(2, key)
                : session.Prepare($"""
                    SELECT {RowReader.Columns}, r.run, {Sender} FROM ledger AS l JOIN ledger_runs AS r ON r.key = l.run
                    WHERE l.contact = ?2 AND r.workspace = ?1 AND r.is_test = 0 AND {Sent}
                    """).Bind(2, contact?.Value ?? throw new ArgumentException("Sent to whom? Neither a contact nor an address is given.", nameof(contact)));
            return runs.All(session, rows.Bind(1, workspace.Value).Bind(3, by).Bind(4, limit), static (row, run) => new SentMessage(RowReader.Read(row, run).Shown(), row.GetNullableString(RowReader.Width + 1)));
        }, cancellation);

    /// <summary>At this very time: a place at another one is looked at anew, since it may count for others then.</summary>
    private static bool HasPlace(WriteSession session, long run, Touch touch) =>
        Bind(session.Prepare("SELECT EXISTS (SELECT 1 FROM ledger WHERE run = ?1 AND shard = ?2 AND batch = ?3 AND row = ?4 AND touched = ?5 AND touched_at = ?6)"), run, touch.Message)
            .Bind(5, touch.AddressKey).Bind(6, touch.Place.At).Number() != 0;

    private static List<CapPlace> Taken(WriteSession session, long run, Touch touch, DateTimeOffset after)
    {
        const string Other = "l.touched_at > ?6 AND (l.run, l.shard, l.batch, l.row) <> (?1, ?2, ?3, ?4)";
        var row = Bind(session.Prepare($"""
            SELECT l.channel, r.tags, l.touched_at FROM ledger AS l INDEXED BY ledger_touches JOIN ledger_runs AS r ON r.key = l.run WHERE l.touched = ?5 AND {Other}
            UNION ALL
            SELECT l.channel, r.tags, l.touched_at FROM ledger AS l INDEXED BY ledger_touches_of JOIN ledger_runs AS r ON r.key = l.run WHERE l.contact = ?7 AND l.touched <> ?5 AND {Other}
            """), run, touch.Message).Bind(5, touch.AddressKey).Bind(6, after).Bind(7, touch.Contact.Value);
        var taken = new List<CapPlace>();
        while (row.Step())
            taken.Add(new CapPlace(row.GetChannel(0), LedgerRuns.TagsOf(row.GetNullableString(1)), row.GetTime(2)));
        return taken;
    }

    private static void Take(WriteSession session, long run, Touch touch) =>
        Bind(session.Prepare("UPDATE ledger SET touched = ?5, touched_at = ?6 WHERE run = ?1 AND shard = ?2 AND batch = ?3 AND row = ?4"), run, touch.Message)
            .Bind(5, touch.AddressKey).Bind(6, touch.Place.At).Execute();

    private static Statement Bind(Statement statement, long run, LedgerAddress message) =>
        statement.Bind(1, run).Bind(2, message.Shard).Bind(3, message.Batch).Bind(4, message.Row);
}
