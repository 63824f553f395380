using ActiveReach.Delivery;
using ActiveReach.Delivery.Sending;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Sending;

/// <summary>Claims and outcomes on SQLite. Three grouped commits a batch: claim, calling, settled.</summary>
public sealed class SqliteSendLedger(Database database, LedgerClaimOptions options) : ISendLedger
{
    private const string Batch = "WHERE run = ?1 AND shard = ?2 AND batch = ?3";

    private readonly RunKeys keys = new();

    public Task<BatchLook?> LookAsync(BatchMessage message, CancellationToken cancellation = default) =>
        database.ReadAsync(session =>
        {
            if (keys.Find(session, message.RunId) is not { } run)
                return null;
            var row = session.Prepare($"""
                SELECT done, unsettled, not_before, coalesce((SELECT lanes FROM ledger_stages WHERE run = ?1 AND stage = ?4), 0), deferred, released = ?5, trace
                FROM ledger_batches {Batch}
                """).Bind(1, run).Bind(2, message.Shard).Bind(3, message.Batch).Bind(4, message.Stage).Bind(5, message.Epoch);
            if (!row.Step())
                return null;
            var look = new BatchLook(row.GetBoolean(0), row.GetInt32(1), row.GetInt32(3), false, row.GetNullableTime(2), row.GetBoolean(4), row.GetBoolean(5), row.GetNullableString(6));
            row.Reset();
            return look.Lanes == 0 ? look : look with { HasSuccessor = Exists(session, run, new BatchNumber(message.Batch).Successor(look.Lanes)) };
        }, cancellation);

    public async Task<ClaimAnswer> ClaimAsync(BatchMessage message, string? trace = null, CancellationToken cancellation = default)
    {
        var answer = await database.WriteAsync(session => Claim(session, message, trace), cancellation);
        return answer.Claim is { } claim ? answer with { Rows = await ReadRowsAsync(claim) } : answer;
    }

    public Task<bool> MarkCallingAsync(
        Claim claim, CallingRows calling, IReadOnlyList<RowOutcome> outcomes, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            var rows = new BatchRows(session, keys.Require(session, claim.Run), claim.Batch);
            if (rows.Batch($"UPDATE ledger_batches SET lease_until = ?5 {Batch} AND claim = ?4 AND owner IS NOT NULL")
                .Bind(4, claim.Ordinal).Bind(5, options.LeaseEnd).Execute() == 0)
                throw new ClaimLostException(claim);

            rows.Record(outcomes);
            if (!RunGate.IsBeingSent(session, claim.Run, claim.Epoch))
                return false;
            rows.Call(calling);
            return true;
        }, cancellation);

    public Task<BatchSettlement> SettleBatchAsync(
        Claim claim, IReadOnlyList<RowOutcome> outcomes, DateTimeOffset? notBefore = null, bool forItsHour = false, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            var run = keys.Require(session, claim.Run);
            var rows = new BatchRows(session, run, claim.Batch);
            var mine = rows.Batch($"SELECT 1 FROM ledger_batches {Batch} AND claim = ?4 AND owner IS NOT NULL").Bind(4, claim.Ordinal);
            if (!mine.Step())
                throw new ClaimLostException(claim);
            mine.Reset();
            rows.Record(outcomes);
            var (unsettled, lastHandedAt) = rows.CountRows();
            return BatchEnd.Write(session, run, claim.Batch, unsettled, lastHandedAt, notBefore, forItsHour);
        }, cancellation);

    public Task ReleaseAsync(BatchMessage message, CancellationToken cancellation = default) => ChangeAsync(
        message, $"UPDATE ledger_batches SET released = ?4 {Batch} AND released < ?4 AND done = 0", update => update.Bind(4, message.Epoch), cancellation);

    public Task PutOffAsync(BatchMessage message, DateTimeOffset notBefore, CancellationToken cancellation = default) => ChangeAsync(
        message,
        $"UPDATE ledger_batches SET not_before = ?4, deferred = 0 {Batch} AND done = 0 AND owner IS NULL",
        update => update.Bind(4, notBefore),
        cancellation);

    public Task<BatchSettlement?> GiveUpAsync(BatchMessage message, string reason, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            var batch = new BatchNumber(message.Batch);
            var answer = Claim(session, message, trace: null);
            if (answer.Verdict is not (ClaimVerdict.Taken or ClaimVerdict.Done))
                return null;
            var run = keys.Require(session, message.RunId);
            var rows = new BatchRows(session, run, batch);
            if (answer.Verdict is ClaimVerdict.Done)
                return new BatchSettlement(true, 0, BatchEnd.Remaining(session, run, batch));
            rows.SettleAll(RowResult.Failed, reason);
            var (unsettled, lastHandedAt) = rows.CountRows();
            return BatchEnd.Write(session, run, batch, unsettled, lastHandedAt, notBefore: null);
        }, cancellation);

    private Task<int> ChangeAsync(BatchMessage message, string sql, Func<Statement, Statement> bind, CancellationToken cancellation) => database.WriteAsync(
        session => bind(session.Prepare(sql).Bind(1, keys.Require(session, message.RunId)).Bind(2, message.Shard).Bind(3, message.Batch)).Execute(), cancellation);

    private ClaimAnswer Claim(WriteSession session, BatchMessage message, string? trace)
    {
        if (keys.Find(session, message.RunId) is not { } run)
            return new ClaimAnswer(ClaimVerdict.Unknown);
        if (!RunGate.IsBeingSent(session, message.RunId, message.Epoch))
            return new ClaimAnswer(ClaimVerdict.Refused);

        var batch = new BatchNumber(message.Batch);
        var rows = new BatchRows(session, run, batch);
        var taken = rows.Batch($"""
            UPDATE ledger_batches SET claim = claim + 1, owner = ?4, lease_until = ?5, trace = coalesce(trace, ?7) {Batch}
            AND done = 0 AND (owner IS NULL OR owner <> ?4 OR lease_until <= ?6) RETURNING claim, outlet
            """).Bind(4, options.Incarnation).Bind(5, options.LeaseEnd).Bind(6, options.Now).Bind(7, trace);
        if (taken.Step())
        {
            var claim = new Claim(message.RunId, batch, message.Epoch, taken.GetInt64(0), taken.GetNullableString(1));
            taken.Reset();
            return new ClaimAnswer(ClaimVerdict.Taken, claim);
        }

        var row = rows.Batch($"SELECT done FROM ledger_batches {Batch}");
        var verdict = !row.Step() ? ClaimVerdict.Unknown : row.GetBoolean(0) ? ClaimVerdict.Done : ClaimVerdict.TakenByAnother;
        row.Reset();
        return new ClaimAnswer(verdict);
    }

    /// <summary>After the claim is on disk, by a reader: nobody else changes what is planned now. They are the claim's outcome, so no
    /// token counts any more.</summary>
    private Task<List<ClaimedRow>> ReadRowsAsync(Claim claim) => database.ReadAsync(session =>
    {
        var row = session.Prepare($"SELECT row, contact, variant, first_sent_at FROM ledger {Batch} AND state IN (0, 2) ORDER BY row")
            .Bind(1, keys.Require(session, claim.Run)).Bind(2, claim.Batch.Shard).Bind(3, claim.Batch.Value);
        var rows = new List<ClaimedRow>(BatchNumber.MostRows);
        while (row.Step())
            rows.Add(new ClaimedRow(row.GetInt32(0), new ContactId(row.GetInt64(1)), row.GetNullableString(2), row.GetNullableTime(3)));
        return rows;
    });

    private static bool Exists(ReadSession session, long run, BatchNumber batch)
    {
        var row = session.Prepare($"SELECT 1 FROM ledger_batches {Batch}").Bind(1, run).Bind(2, batch.Shard).Bind(3, batch.Value);
        var exists = row.Step();
        row.Reset();
        return exists;
    }
}
