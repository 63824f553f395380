using ActiveReach.Requests;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Requests;

internal sealed class SqliteAnswerStore(Database database) : IAnswerStore
{
    public Task<RequestStanding> ClaimAsync(RepeatableRequest request, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.WriteAsync<RequestStanding>(session =>
        {
            session.Prepare("DELETE FROM answers WHERE claimed_at <= ?1").Bind(1, now - IAnswerStore.Retention).Execute();
            if (Known(session, request) is not { } known)
                return Insert(session, request, now);
            if (known.Fingerprint != request.Fingerprint)
                return new RequestStanding.Different();
            if (known.Answer is { } answer)
                return new RequestStanding.Answered(answer);
            if (known.ClaimedAt > now - IAnswerStore.Patience)
                return new RequestStanding.Running();
            Delete(session, request);
            return Insert(session, request, now);
        }, cancellation);

    public Task SaveAsync(RepeatableRequest request, byte[] answer, CancellationToken cancellation = default) =>
        database.WriteAsync(session => session
            .Prepare("UPDATE answers SET answer = ?3 WHERE scope = ?1 AND key = ?2 AND answer IS NULL")
            .Bind(1, request.Scope).Bind(2, request.Key).Bind(3, answer.AsSpan()).Execute(), cancellation);

    public Task ReleaseAsync(RepeatableRequest request, CancellationToken cancellation = default) =>
        database.WriteAsync(session => Delete(session, request), cancellation);

    private static (string Fingerprint, DateTimeOffset ClaimedAt, byte[]? Answer)? Known(WriteSession session, RepeatableRequest request) =>
        session.Prepare("SELECT fingerprint, claimed_at, answer FROM answers WHERE scope = ?1 AND key = ?2")
            .Bind(1, request.Scope).Bind(2, request.Key)
            .First<(string, DateTimeOffset, byte[]?)?>(row => (row.GetString(0), row.GetTime(1), row.IsNull(2) ? null : row.GetBytes(2).ToArray()));

    private static RequestStanding.First Insert(WriteSession session, RepeatableRequest request, DateTimeOffset now)
    {
        session.Prepare("INSERT INTO answers (scope, key, fingerprint, claimed_at) VALUES (?1, ?2, ?3, ?4)")
            .Bind(1, request.Scope).Bind(2, request.Key).Bind(3, request.Fingerprint).Bind(4, now).Execute();
        return new RequestStanding.First();
    }

    private static void Delete(WriteSession session, RepeatableRequest request) =>
        session.Prepare("DELETE FROM answers WHERE scope = ?1 AND key = ?2 AND answer IS NULL")
            .Bind(1, request.Scope).Bind(2, request.Key).Execute();
}
