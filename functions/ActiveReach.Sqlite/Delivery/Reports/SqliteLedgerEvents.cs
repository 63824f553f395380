using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
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

    private readonly RunKeys keys = new(database);

    public Task<IReadOnlyList<bool>> RecordAsync(IReadOnlyList<LedgerEvent> events, CancellationToken cancellation = default)
    {
        foreach (var run in events.Select(each => each.Address.Run).Distinct())
            keys.Find(run);
        return database.WriteAsync<IReadOnlyList<bool>>(session =>
        {
            var changed = new bool[events.Count];
            for (var index = 0; index < changed.Length; index++)
                changed[index] = keys.Find(events[index].Address.Run) is { } run && Record(session, run, events[index]);
            return changed;
        });
    }

    public Task<LedgerRow?> FindByMessageIdAsync(WorkspaceId workspace, string messageId, CancellationToken cancellation = default)
    {
        // A provider that answers with our own tag has no id of its own.
        if (LedgerAddress.TryParse(messageId, out var address))
            return FindAsync(workspace, address);
        return Task.FromResult(database.Read(session => MessageIndex.Candidates(session, messageId)
            .Select(found => Find(session, workspace, found.Run, found.Place))
            .FirstOrDefault(row => row?.MessageId == messageId)));
    }

    public Task<LedgerRow?> FindAsync(LedgerAddress address, CancellationToken cancellation = default) => FindAsync(null, address);

    public Task<LedgerRow?> FindOpenAsync(
        WorkspaceId workspace, ContactId contact, IReadOnlyList<Channel> channels, DateTimeOffset at, CancellationToken cancellation = default) =>
        Task.FromResult(database.Read(session =>
            FindOpen(session, workspace, contact, channels, at) ?? FindOpen(session, workspace, contact, channels, at + ClockSkew)));

    private static LedgerRow? FindOpen(ReadSession session, WorkspaceId workspace, ContactId contact, IReadOnlyList<Channel> channels, DateTimeOffset at)
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

    private Task<LedgerRow?> FindAsync(WorkspaceId? workspace, LedgerAddress address) => Task.FromResult(database.Read(session =>
        RunKeys.Find(session, address.Run) is { } run
            ? Find(session, workspace, run, LedgerPlace.Of(address.Shard, address.Batch, address.Row))
            : null));

    private static LedgerRow? Find(ReadSession session, WorkspaceId? workspace, long run, long place) => session
        .Prepare($"{LedgerRowReader.Select} WHERE l.run = ?1 AND l.shard = ?2 AND l.batch = ?3 AND l.row = ?4 AND (?5 IS NULL OR r.workspace = ?5)")
        .Bind(1, run).Bind(2, LedgerPlace.Shard(place)).Bind(3, LedgerPlace.Batch(place)).Bind(4, LedgerPlace.Row(place)).Bind(5, workspace?.Value)
        .First(LedgerRowReader.Read);

    private static bool CountsReplies(ReadSession session, RunId id, DateTimeOffset at)
    {
        var run = session.Prepare("SELECT document FROM runs WHERE id = ?1").Bind(1, id.Value).First(row => RunRows.Read(row.GetBytes(0)));
        return run is not null && run.StartedAt <= at && (run.WindowClosesAt is { } closes ? at < closes : run.CompletedAt is null || at < run.CompletedAt);
    }

    private static bool Record(WriteSession session, long run, LedgerEvent report)
    {
        var (first, earlier) = Statements(report.Kind);
        var update = Bind(session, first, run, report);
        if (report.Kind is LedgerEventKind.Bounced or LedgerEventKind.Failed)
            update.Bind(6, report.Reason);
        if (update.Execute() == 1)
            return true;
        if (earlier is not null)
            Bind(session, earlier, run, report).Execute();
        return false;
    }

    private static Statement Bind(WriteSession session, string sql, long run, LedgerEvent report) => session.Prepare(sql)
        .Bind(1, run).Bind(2, report.Address.Shard).Bind(3, report.Address.Batch).Bind(4, report.Address.Row).Bind(5, report.At);

    private static (string First, string? Earlier) Statements(LedgerEventKind kind) => kind switch
    {
        LedgerEventKind.Delivered => (ReportSql.Delivered, null),
        LedgerEventKind.Bounced => (ReportSql.Bounced, null),
        LedgerEventKind.Failed => (ReportSql.Failed, null),
        LedgerEventKind.Opened => (ReportSql.FirstOpened, ReportSql.EarlierOpened),
        LedgerEventKind.MachineOpened => (ReportSql.FirstMachineOpened, ReportSql.EarlierMachineOpened),
        LedgerEventKind.Clicked => (ReportSql.FirstClicked, ReportSql.EarlierClicked),
        LedgerEventKind.Replied => (ReportSql.FirstReplied, ReportSql.EarlierReplied),
        LedgerEventKind.OptedOut => (ReportSql.FirstOptedOut, ReportSql.EarlierOptedOut),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of event is not known."),
    };
}
