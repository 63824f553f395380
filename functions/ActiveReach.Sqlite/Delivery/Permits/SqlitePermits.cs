using System.Collections.Concurrent;
using System.Text.Json;
using ActiveReach.Channels;
using ActiveReach.Delivery.Permits;
using ActiveReach.Problems;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Permits;

/// <summary>Permits on SQLite: a lease is one small transaction. Where no limit is known, only a closing is on disk, and looked up once.</summary>
public sealed class SqlitePermits(Database database, TimeProvider clock) : IPermits
{
    private readonly ConcurrentDictionary<SendLimit, DateTimeOffset> closed = new();

    public async Task<PermitLease> LeaseAsync(SendLimit limit, TokenNeed need, Asker? asker, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        if (!limit.IsKnown && await LookAsync(limit, cancellation) <= now)
            return new PermitLease(limit, need.Tokens, TimeSpan.Zero, now);
        return await ChangeAsync(limit, row => row.LeaseOf(limit, need.Tokens, asker, now, need.First), cancellation);
    }

    public Task ReturnAsync(PermitLease lease, int unused, CancellationToken cancellation = default) => lease.IsNews(unused)
        ? ChangeAsync(lease.Limit, row => (row.Return(lease, unused), true), cancellation)
        : Task.CompletedTask;

    public async Task CloseAsync(SendLimit limit, DateTimeOffset until, CancellationToken cancellation = default) =>
        closed[limit] = await ChangeAsync(limit, row => row.Close(until, clock.GetUtcNow()) is var after ? (after, after.ClosedUntil) : default, cancellation);

    public async Task<DateTimeOffset?> ClosedUntilAsync(SendLimit limit, CancellationToken cancellation = default) =>
        await LookAsync(limit, cancellation) is var until && until > default(DateTimeOffset) ? until : null;

    public async Task<DateTimeOffset?> FullUntilAsync(SendLimit limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return (limit.PerHour ?? limit.PerDay) is null ? null : (await database.ReadAsync(session => Read(session, limit), cancellation)).FullUntil(limit, clock.GetUtcNow());
    }

    private async ValueTask<DateTimeOffset> LookAsync(SendLimit limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return closed.TryGetValue(limit, out var until) ? until : closed.GetOrAdd(limit, (await database.ReadAsync(session => Read(session, limit), cancellation)).ClosedUntil);
    }

    private Task<T> ChangeAsync<T>(SendLimit limit, Func<PermitRow, (PermitRow Row, T Answer)> change, CancellationToken cancellation) => database.WriteAsync(session =>
    {
        var (row, answer) = change(Read(session, limit));
        Key(session.Prepare("INSERT INTO permits (account, channel, sender, document) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET document = excluded.document"), limit)
            .Bind(4, JsonSerializer.Serialize(row, Wire.Json)).Execute();
        return answer;
    }, cancellation);

    private static PermitRow Read(ReadSession session, SendLimit limit) =>
        Key(session.Prepare("SELECT document FROM permits WHERE account = ?1 AND channel = ?2 AND sender = ?3"), limit)
            .First(row => row.GetNullableString(0)) is { } document
            ? JsonSerializer.Deserialize<PermitRow>(document, Wire.Json)!
            : new PermitRow();

    private static Statement Key(Statement statement, SendLimit limit) =>
        statement.Bind(1, limit.Account).Bind(2, limit.Channel).Bind(3, limit.Sender ?? "");
}
