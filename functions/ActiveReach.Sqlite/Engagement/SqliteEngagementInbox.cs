using ActiveReach.Inbox.Parked;
using ActiveReach.Inbox;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Engagement;

/// <summary>The inbox of events on SQLite.</summary>
public sealed class SqliteEngagementInbox(Database database) : IEngagementInbox
{
    public Task<IReadOnlyList<long>> AddAsync(IReadOnlyList<InboxEvent> events, CancellationToken cancellation = default) =>
        database.WriteAsync<IReadOnlyList<long>>(session =>
        {
            var ids = new List<long>(events.Count);
            foreach (var received in events)
            {
                var isNew = session.Prepare("""
                    INSERT INTO engagement_inbox (source, event_id, payload, received_at, due_at, trace) VALUES (?1, ?2, ?3, ?4, ?4, ?5) ON CONFLICT DO NOTHING
                    """)
                    .Bind(1, received.Source).Bind(2, received.EventId).Bind(3, received.Payload.Span).Bind(4, received.ReceivedAt).Bind(5, received.Trace).Execute() == 1;
                if (isNew)
                    ids.Add(session.LastInsertRowId);
            }

            return ids;
        }, cancellation);

    public Task<IReadOnlyList<InboxEntry>> ReadAsync(IReadOnlyList<long> ids, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<InboxEntry>>(session =>
        {
            var entries = new List<InboxEntry>(ids.Count);
            foreach (var id in ids)
            {
                var row = session.Prepare("SELECT source, event_id, payload, received_at, attempts, trace FROM engagement_inbox WHERE id = ?1 AND parked IS NULL").Bind(1, id);
                if (row.Step())
                    entries.Add(new InboxEntry(id, new InboxEvent(row.GetString(0), row.GetNullableString(1), row.GetBytes(2).ToArray(), row.GetTime(3)) { Trace = row.GetNullableString(5) }, row.GetInt32(4)));
                row.Reset();
            }

            return entries;
        }, cancellation);

    public Task RemoveAsync(IReadOnlyList<long> ids, CancellationToken cancellation = default) =>
        ForEachAsync(ids, (session, id) => session.Prepare("DELETE FROM engagement_inbox WHERE id = ?1").Bind(1, id).Execute(), cancellation);

    public Task PostponeAsync(IReadOnlyList<long> ids, DateTimeOffset until, string waitsFor, CancellationToken cancellation = default) =>
        ForEachAsync(ids, (session, id) => session.Prepare("UPDATE engagement_inbox SET attempts = attempts + 1, due_at = ?2, waits_for = ?3 WHERE id = ?1")
            .Bind(1, id).Bind(2, until).Bind(3, waitsFor).Execute(), cancellation);

    public Task ParkAsync(IReadOnlyList<long> ids, string reason, CancellationToken cancellation = default) =>
        ForEachAsync(ids, (session, id) => session.Prepare("UPDATE engagement_inbox SET parked = ?2, waits_for = ?2 WHERE id = ?1").Bind(1, id).Bind(2, reason).Execute(), cancellation);

    public Task<bool> RetryAsync(long id, DateTimeOffset now, AuditEntry? audit = null, CancellationToken cancellation = default) => database.WriteAsync(session => AuditRows.AddIf(
        session,
        session.Prepare("UPDATE engagement_inbox SET parked = NULL, due_at = ?2 WHERE id = ?1 AND waits_for IS NOT NULL").Bind(1, id).Bind(2, now).Execute() == 1,
        audit), cancellation);

    public Task<IReadOnlyList<long>> LeftOverAsync(DateTimeOffset receivedBefore, DateTimeOffset now, int limit, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<long>>(session =>
        {
            var ids = new List<long>();
            var row = session.Prepare("SELECT id FROM engagement_inbox WHERE parked IS NULL AND received_at < ?1 AND due_at < ?2 ORDER BY id LIMIT ?3")
                .Bind(1, receivedBefore).Bind(2, now).Bind(3, limit);
            while (row.Step())
                ids.Add(row.GetInt64(0));
            return ids;
        }, cancellation);

    public Task<IReadOnlyList<InboxEntry>> MentioningAsync(IReadOnlyList<string> words, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<InboxEntry>>(session =>
        {
            var entries = new Dictionary<long, InboxEntry>();
            foreach (var word in words)
            {
                // JSON may write any character as an escape, so whatever has one is given too.
                var row = session.Prepare("""
                    SELECT id, source, event_id, payload, received_at, attempts FROM engagement_inbox
                    WHERE instr(lower(CAST(payload AS TEXT)), lower(?1)) > 0 OR instr(CAST(payload AS TEXT), '\u') > 0
                    """).Bind(1, word);
                while (row.Step())
                    entries[row.GetInt64(0)] = new(row.GetInt64(0), new InboxEvent(row.GetString(1), row.GetNullableString(2), row.GetBytes(3).ToArray(), row.GetTime(4)), row.GetInt32(5));
            }

            return [.. entries.Values];
        }, cancellation);

    public Task<IReadOnlyList<ParkedEvent>> ParkedAsync(int limit, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<ParkedEvent>>(session =>
        {
            var parked = new List<ParkedEvent>();
            var row = session.Prepare("""
                SELECT id, source, event_id, payload, received_at, waits_for, attempts, CASE WHEN parked IS NULL THEN due_at END
                FROM engagement_inbox WHERE waits_for IS NOT NULL ORDER BY id DESC LIMIT ?1
                """).Bind(1, limit);
            while (row.Step())
            {
                var received = new InboxEvent(row.GetString(1), row.GetNullableString(2), row.GetBytes(3).ToArray(), row.GetTime(4));
                parked.Add(new ParkedEvent(row.GetInt64(0), received, row.GetString(5), row.GetInt32(6), row.GetNullableTime(7)));
            }

            return parked;
        }, cancellation);

    private Task ForEachAsync(IReadOnlyList<long> ids, Action<WriteSession, long> change, CancellationToken cancellation) => ids.Count == 0 ? Task.CompletedTask : database.WriteAsync(session =>
    {
        foreach (var id in ids)
            change(session, id);
    }, cancellation);
}
