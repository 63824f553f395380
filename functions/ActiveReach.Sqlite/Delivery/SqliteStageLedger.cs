using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Delivery.Sending;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>Stages on SQLite.</summary>
public sealed class SqliteStageLedger(Database database, LedgerClaimOptions options) : IStageLedger
{
    private readonly RunKeys keys = new();

    public Task<StageProgress> ReadAsync(RunId run, int stage, CancellationToken cancellation = default) =>
        database.ReadAsync(session =>
        {
            if (keys.Find(session, run) is not { } key)
                return new StageProgress(false, false, 0, 0, [], null);
            var open = session.Prepare("SELECT open_shards FROM ledger_stages WHERE run = ?1 AND stage = ?2").Bind(1, key).Bind(2, stage);
            if (!open.Step())
                return new StageProgress(false, false, 0, 0, [], null);
            var isSettled = open.GetInt32(0) == 0;
            open.Reset();

            var (batches, remaining, toComplete, last) = (0, 0, new List<int>(), (DateTimeOffset?)null);
            var row = session.Prepare("SELECT shard, batches, remaining, completed, last_handed_at FROM ledger_shards WHERE run = ?1 AND stage = ?2")
                .Bind(1, key).Bind(2, stage);
            while (row.Step())
            {
                batches += row.GetInt32(1);
                remaining += row.GetInt32(2);
                if (row.GetInt32(2) == 0 && !row.GetBoolean(3))
                    toComplete.Add(row.GetInt32(0));
                var handed = row.GetNullableTime(4);
                last = last > handed ? last : handed ?? last;
            }

            return new StageProgress(true, isSettled, batches, remaining, toComplete, last);
        }, cancellation);

    public Task<IReadOnlyList<BatchNumber>> OpenLanesAsync(Run run, int stage, int lanes, DateTimeOffset overdue, CancellationToken cancellation = default) =>
        database.WriteAsync<IReadOnlyList<BatchNumber>>(session =>
        {
            var key = keys.Require(session, run.Id);
            var isAnew = session.Prepare("UPDATE ledger_stages SET lanes = ?3, epoch = ?4 WHERE run = ?1 AND stage = ?2 AND epoch <> ?4")
                .Bind(1, key).Bind(2, stage).Bind(3, lanes).Bind(4, run.Epoch).Execute() > 0;
            var row = session.Prepare("SELECT lanes FROM ledger_stages WHERE run = ?1 AND stage = ?2").Bind(1, key).Bind(2, stage);
            if (!row.Step())
                throw new InvalidOperationException($"Stage {stage} of run '{run.Id}' can't be started: its plan is not sealed.");
            lanes = row.GetInt32(0);
            row.Reset();

            // Sequence numbers are the low 21 bits: the first batch of each sequence and lane that is neither done nor released. Unless the epoch
            // is new, one that comes back by itself is left to its message.
            var first = session.Prepare("""
                SELECT batch FROM (
                    SELECT min(batch) AS batch, not_before FROM ledger_batches WHERE run = ?1 AND batch > ?2 AND batch <= ?3 AND done = 0 AND released <> ?5
                    GROUP BY batch >> 21, (batch & 2097151) % ?4)
                WHERE ?9 OR coalesce(not_before, 0) < ?6
                UNION ALL
                SELECT batch FROM ledger_batches WHERE run = ?1 AND batch > ?2 AND batch <= ?3 AND done = 0 AND released = ?5
                AND coalesce(not_before, 0) < ?6 AND (owner IS NULL OR owner <> ?7 OR lease_until <= ?8) ORDER BY 1
                """)
                .Bind(1, key).Bind(2, BatchNumber.LastUnsentOf(stage).Value).Bind(3, BatchNumber.LastOf(stage).Value).Bind(4, lanes)
                .Bind(5, run.Epoch).Bind(6, overdue).Bind(7, options.Incarnation).Bind(8, options.Now).Bind(9, isAnew);
            var batches = new List<BatchNumber>();
            while (first.Step())
                batches.Add(new BatchNumber(first.GetInt32(0)));
            return batches;
        }, cancellation);

    public Task<StageWait?> ReadWaitAsync(RunId run, int stage, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.ReadAsync(session =>
        {
            var key = keys.Require(session, run);
            var row = session.Prepare("""
                SELECT count(*) FILTER (WHERE deferred = 0 OR not_before <= ?4), sum(unsettled), min(not_before), max(not_before)
                FROM ledger_batches WHERE run = ?1 AND batch > ?2 AND batch <= ?3 AND done = 0
                """)
                .Bind(1, key).Bind(2, BatchNumber.LastUnsentOf(stage).Value).Bind(3, BatchNumber.LastOf(stage).Value).Bind(4, now);
            row.Step();
            var wait = row.GetInt32(0) > 0 || row.IsNull(1) ? null : new StageWait(row.GetInt64(1), row.GetTime(2), row.GetTime(3), null);
            row.Reset();
            if (wait is null)
                return null;
            var rule = session.Prepare("""
                SELECT l.rule FROM ledger_batches AS b JOIN ledger AS l ON l.run = b.run AND l.shard = b.shard AND l.batch = b.batch
                WHERE b.run = ?1 AND b.batch > ?2 AND b.batch <= ?3 AND b.done = 0 AND b.not_before = ?4 AND l.state = 0 AND l.rule IS NOT NULL LIMIT 1
                """)
                .Bind(1, key).Bind(2, BatchNumber.LastUnsentOf(stage).Value).Bind(3, BatchNumber.LastOf(stage).Value).Bind(4, wait.From);
            return wait with { Rule = rule.First(each => each.GetNullableString(0)) };
        }, cancellation);

    public Task<IReadOnlyList<Backlog>> ReadBacklogsAsync(DateTimeOffset now, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<Backlog>>(session => BacklogRows.Read(session, now), cancellation);

    public Task<int> CountActiveAsync(RunId except, CancellationToken cancellation = default) => database.ReadAsync(session =>
        (int)session.Prepare("""
            SELECT count(*) FROM ledger_stages AS s JOIN ledger_runs AS k ON k.key = s.run JOIN runs AS r ON r.id = k.run
            WHERE s.lanes > 0 AND s.open_shards > 0 AND r.status = ?1 AND r.id <> ?2
            """)
            .Bind(1, (int)RunStatus.Sending).Bind(2, except.Value).Number(), cancellation);

    public Task<bool> IsEveryoneSettledAsync(RunId run, CancellationToken cancellation = default) => database.ReadAsync(session =>
        session.Prepare("SELECT EXISTS (SELECT 1 FROM ledger WHERE run = (SELECT key FROM ledger_runs WHERE run = ?1) AND state IN (0, 2))")
            .Bind(1, run.Value).Number() == 0, cancellation);

    public Task<bool> CompleteShardAsync(Run run, int stage, int shard, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            var key = keys.Require(session, run.Id);
            var completed = session.Prepare("""
                UPDATE ledger_shards SET completed = 1 WHERE run = ?1 AND stage = ?2 AND shard = ?3 AND remaining = 0 AND completed = 0
                """)
                .Bind(1, key).Bind(2, stage).Bind(3, shard).Execute();
            var row = session.Prepare("UPDATE ledger_stages SET open_shards = open_shards - ?3 WHERE run = ?1 AND stage = ?2 RETURNING open_shards")
                .Bind(1, key).Bind(2, stage).Bind(3, completed);
            var isSettled = row.Step() && row.GetInt32(0) == 0;
            row.Reset();
            if (completed == 1 && isSettled)
                Ring(session, run, stage);
            return isSettled;
        }, cancellation);

    private static void Ring(WriteSession session, Run run, int stage)
    {
        var (documents, partition) = (new DocumentWriter(session), run.Workspace.PartitionOf(run.Campaign.Value));
        documents.Commit(WorkspacePartition.Directory, [PendingIntents.Name(partition, run.StartedAt)]);
        documents.Commit(partition, [.. PendingIntents.Write(partition, [Intent.ToRing(run.Orchestration, Doorbell.Stage(stage), run.Id.Value)])]);
    }

    public Task<CancelProgress> CancelAsync(Run run, string reason, int batches, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (keys.Find(session, run.Id) is not { } key)
                return new CancelProgress(0, 0);
            var inFlight = 0;
            var free = new List<BatchNumber>();
            var row = session.Prepare("SELECT batch, owner = ?2 AND lease_until > ?3 FROM ledger_batches WHERE run = ?1 AND done = 0")
                .Bind(1, key).Bind(2, options.Incarnation).Bind(3, options.Now);
            while (row.Step())
            {
                if (row.GetBoolean(1))
                    inFlight++;
                else
                    free.Add(new BatchNumber(row.GetInt32(0)));
            }

            foreach (var batch in free.Take(batches))
            {
                var rows = new BatchRows(session, key, batch);
                rows.SettleAll(RowResult.Skipped, reason);
                BatchEnd.Write(session, key, batch, 0, rows.CountRows().LastHandedAt, notBefore: null);
            }

            return new CancelProgress(Math.Max(0, free.Count - batches), inFlight);
        }, cancellation);
}
