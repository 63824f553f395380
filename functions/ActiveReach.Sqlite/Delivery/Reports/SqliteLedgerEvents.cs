using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Engagement.Machines;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Campaigns;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Reports;

/// <summary>Reports on SQLite. Whatever the order they come in, the row ends the same: delivered outranks bounced, bounced
/// outranks failed, and of repeated engagement the first moment stays.</summary>
public sealed class SqliteLedgerEvents(Database database) : ILedgerEvents
{
    /// <summary>The clock of a carrier may be this much behind ours: a reply then seems to come before what it answers.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private readonly RunKeys keys = new();

    public Task<IReadOnlyList<bool>> RecordAsync(IReadOnlyList<LedgerEvent> events, CancellationToken cancellation = default) =>
        database.WriteAsync<IReadOnlyList<bool>>(session =>
        {
            var changed = new bool[events.Count];
            var runs = events.Select(each => each.Address.Run).Distinct().ToDictionary(run => run, run => keys.Find(session, run));
            var final = new Dictionary<long, bool>();
            for (var index = 0; index < changed.Length; index++)
            {
                if (runs[events[index].Address.Run] is not { } run)
                    continue;
                if (!final.TryGetValue(run, out var isFinal))
                    final[run] = isFinal = FinalSince(session, run) is not null;
                changed[index] = Record(session, run, events[index], isFinal);
            }

            return changed;
        }, cancellation);

    public Task<LedgerRow?> FindByMessageIdAsync(WorkspaceId workspace, string messageId, CancellationToken cancellation = default)
    {
        // A provider that answers with our own tag has no id of its own.
        if (LedgerAddress.TryParse(messageId, out var address))
            return FindAsync(workspace, address, cancellation);
        return database.ReadAsync(session => MessageIndex.Candidates(session, messageId)
            .Select(found => Find(session, workspace, found.Run, found.Place))
            .FirstOrDefault(row => row?.MessageId == messageId), cancellation);
    }

    public Task<LedgerRow?> FindAsync(LedgerAddress address, CancellationToken cancellation = default) => FindAsync(null, address, cancellation);

    public Task<IReadOnlyList<string>> TracesOfAsync(IReadOnlyList<LedgerAddress> addresses, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<string>>(session =>
        {
            var traces = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (run, shard, batch) in addresses.Select(address => (address.Run, address.Shard, address.Batch)).Distinct())
            {
                if (keys.Find(session, run) is { } key && session.Prepare("SELECT trace FROM ledger_batches WHERE run = ?1 AND shard = ?2 AND batch = ?3")
                        .Bind(1, key).Bind(2, shard).Bind(3, batch).First(row => row.GetNullableString(0)) is { } trace)
                    traces.Add(trace);
            }

            return [.. traces];
        }, cancellation);

    public Task<LedgerRow?> FindOpenAsync(
        WorkspaceId workspace, ContactId contact, ChannelSet channels, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.ReadAsync(session =>
            FindOpen(session, workspace, contact, channels, at) ?? FindOpen(session, workspace, contact, channels, at + ClockSkew), cancellation);

    private static LedgerRow? FindOpen(ReadSession session, WorkspaceId workspace, ContactId contact, ChannelSet channels, DateTimeOffset at)
    {
        var rows = new List<LedgerRow>();
        var row = session.Prepare($"""
            {LedgerRowReader.Select} WHERE l.contact = ?1 AND r.workspace = ?2 AND r.is_test = 0 AND l.first_sent_at <= ?3
            AND l.state IN (2, 3, 4, 5, 6, 8) ORDER BY l.first_sent_at DESC, l.run DESC, l.batch DESC
            """)
            .Bind(1, contact.Value).Bind(2, workspace.Value).Bind(3, at);
        while (row.Step())
            rows.Add(LedgerRowReader.Read(row));
        return rows.Find(each => channels.Contains(each.Channel) && CountsReplies(session, each.Address.Run, at));
    }

    public async Task<DateTimeOffset?> CloseAsync(RunId run, DateTimeOffset at, ChannelSet reporting, CancellationToken cancellation = default)
    {
        // Nothing is handed over any more, so what is not awaited now is never awaited again: the long look needs no transaction.
        var (found, waits) = await database.ReadAsync(
            session => keys.Find(session, run) is { } one
                ? (one, !reporting.IsEmpty && FinalSince(session, one) is null && session
                    .Prepare($"SELECT EXISTS (SELECT 1 FROM ledger WHERE run = ?1 AND state IN (0, 2, 3, 8) AND {ChannelColumns.IsOneOf("channel", "?2")})").Bind(1, one).Bind(2, reporting).Number() != 0)
                : ((long?)null, false),
            cancellation);
        if (waits)
            return null;
        if (found is not { } key)
            return at;
        return await database.WriteAsync(session =>
        {
            session.Prepare("UPDATE ledger_runs SET final_at = ?2 WHERE key = ?1 AND final_at IS NULL").Bind(1, key).Bind(2, at).Execute();
            return FinalSince(session, key);
        }, cancellation);
    }

    private Task<LedgerRow?> FindAsync(WorkspaceId? workspace, LedgerAddress address, CancellationToken cancellation) => database.ReadAsync(session =>
        keys.Find(session, address.Run) is { } run
            ? Find(session, workspace, run, LedgerPlace.Of(address.Shard, address.Batch, address.Row))
            : null, cancellation);

    private static LedgerRow? Find(ReadSession session, WorkspaceId? workspace, long run, long place) => session
        .Prepare($"{LedgerRowReader.Select} WHERE l.run = ?1 AND l.shard = ?2 AND l.batch = ?3 AND l.row = ?4 AND (?5 IS NULL OR r.workspace = ?5)")
        .Bind(1, run).Bind(2, LedgerPlace.Shard(place)).Bind(3, LedgerPlace.Batch(place)).Bind(4, LedgerPlace.Row(place)).Bind(5, workspace?.Value)
        .First(LedgerRowReader.Read);

    private static bool CountsReplies(ReadSession session, RunId id, DateTimeOffset at) => session
        .Prepare("SELECT EXISTS (SELECT 1 FROM runs WHERE id = ?1 AND started_at <= ?2 AND (window_closes_at IS NULL AND completed_at IS NULL OR ?2 < coalesce(window_closes_at, completed_at)))")
        .Bind(1, id.Value).Bind(2, at).Number() == 1;

    private static DateTimeOffset? FinalSince(ReadSession session, long run) =>
        session.Prepare("SELECT final_at FROM ledger_runs WHERE key = ?1").Bind(1, run).First(row => row.GetNullableTime(0));

    private static bool Record(WriteSession session, long run, LedgerEvent report, bool isFinal)
    {
        var sql = ReportSql.Of(report.Kind);
        if (Execute(session, isFinal ? sql.Late : sql.First, run, report))
            return true;

        // Nothing changes: it is known already, or it came too soon to be a person's.
        if (MachineKind(report.Kind) is { } machine && IsTooSoon(session, run, report))
            return Record(session, run, report with { Kind = machine, Reason = MachineRules.TooSoon }, isFinal);
        if (!isFinal && sql.Earlier is { } earlier)
            Execute(session, earlier, run, report);
        return false;
    }

    private static LedgerEventKind? MachineKind(LedgerEventKind kind) => kind switch
    {
        LedgerEventKind.Opened => LedgerEventKind.MachineOpened,
        LedgerEventKind.Clicked => LedgerEventKind.MachineClicked,
        _ => null,
    };

    private static bool IsTooSoon(WriteSession session, long run, LedgerEvent report) => session
        .Prepare("SELECT ?5 - coalesce(handed_at, first_sent_at, 0) < ?6 FROM ledger WHERE run = ?1 AND shard = ?2 AND batch = ?3 AND row = ?4")
        .Bind(1, run).Bind(2, report.Address.Shard).Bind(3, report.Address.Batch).Bind(4, report.Address.Row).Bind(5, report.At)
        .Bind(6, (long)MachineRules.FastestPerson.TotalMilliseconds).First(row => !row.IsNull(0) && row.GetBoolean(0));

    private static bool Execute(WriteSession session, string sql, long run, LedgerEvent report)
    {
        var statement = session.Prepare(sql)
            .Bind(1, run).Bind(2, report.Address.Shard).Bind(3, report.Address.Batch).Bind(4, report.Address.Row).Bind(5, report.At);
        if (sql.Contains("?6", StringComparison.Ordinal))
            statement.Bind(6, report.Reason);
        if (sql.Contains("?7", StringComparison.Ordinal))
            statement.Bind(7, (int)report.Kind);
        if (sql.Contains("?8", StringComparison.Ordinal))
            statement.Bind(8, (long)MachineRules.FastestPerson.TotalMilliseconds);
        return statement.Execute() == 1;
    }
}
