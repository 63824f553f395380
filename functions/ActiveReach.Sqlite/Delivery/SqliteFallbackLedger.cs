using ActiveReach.Channels;
using ActiveReach.Delivery.Fallback;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>Candidates for the next channel on SQLite.</summary>
public sealed class SqliteFallbackLedger(Database database) : IFallbackLedger
{
    private readonly RunKeys keys = new();

    public Task<IReadOnlyList<FallbackCandidate>> CandidatesAsync(
        FallbackQuery query, long after, int limit, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<FallbackCandidate>>(session =>
        {
            var run = keys.Require(session, query.Run);
            var row = session.Prepare($"""
                SELECT shard, batch, row, contact, channel, variant FROM ledger
                WHERE run = ?1 AND (shard, batch, row) > (?2, ?3, ?4) AND superseded = 0 AND {ChannelColumns.IsOneOf("channel", "?5")}
                AND (state IN (5, 6) OR (state IN (3, 8) AND {ChannelColumns.IsOneOf("channel", "?6")} AND coalesce(handed_at, first_sent_at) <= ?7))
                ORDER BY shard, batch, row LIMIT ?8
                """)
                .Bind(1, run).Bind(2, LedgerPlace.Shard(after)).Bind(3, LedgerPlace.Batch(after)).Bind(4, LedgerPlace.Row(after))
                .Bind(5, query.Channels).Bind(6, query.Reporting).Bind(7, query.ReportedBy).Bind(8, limit);
            var candidates = new List<FallbackCandidate>();
            while (row.Step())
            {
                var address = new LedgerAddress(query.Run, row.GetInt32(0), row.GetInt32(1), row.GetInt32(2));
                candidates.Add(new FallbackCandidate(
                    address, LedgerPlace.Of(address.Shard, address.Batch, address.Row), new ContactId(row.GetInt64(3)), row.GetChannel(4), row.GetNullableString(5)));
            }

            return candidates;
        }, cancellation);

    public Task<DateTimeOffset?> LastUnreportedAsync(FallbackQuery query, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session
            .Prepare($"""
                SELECT max(coalesce(handed_at, first_sent_at)) FROM ledger
                WHERE run = ?1 AND superseded = 0 AND state IN (3, 8) AND {ChannelColumns.IsOneOf("channel", "?2")} AND coalesce(handed_at, first_sent_at) > ?3
                """)
            .Bind(1, keys.Require(session, query.Run)).Bind(2, query.Reporting).Bind(3, query.ReportedBy).First(row => row.GetNullableTime(0)), cancellation);
}
