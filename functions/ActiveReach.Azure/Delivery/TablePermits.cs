using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveReach.Azure.Accounts;
using ActiveReach.Channels;
using ActiveReach.Delivery.Permits;
using ActiveReach.Problems;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery;

/// <summary>Permits on Azure Tables: an entity a limit. Workers of this process ask one after the other, so that only processes meet there.</summary>
/// <param name="clock">Business time.</param>
/// <param name="time">Of the system: pauses between tries.</param>
public sealed class TablePermits(TablesAccount account, TimeProvider clock, TimeProvider time) : IPermits
{
    private const string Row = "permit";
    private const string Document = "document";

    private readonly ConcurrentDictionary<SendLimit, SemaphoreSlim> queues = new();

    public async Task<PermitLease> LeaseAsync(SendLimit limit, TokenNeed need, Asker? asker, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        if (!limit.IsKnown && !(await ClosedUntilAsync(limit, cancellation) > now))
            return new PermitLease(limit, need.Tokens, TimeSpan.Zero, now);
        return await ChangeAsync(limit, row => row.LeaseOf(limit, need.Tokens, asker, now, need.First), cancellation);
    }

    public Task ReturnAsync(PermitLease lease, int unused, CancellationToken cancellation = default) => lease.IsNews(unused)
        ? ChangeAsync(lease.Limit, row => (row.Return(lease, unused), true), cancellation)
        : Task.CompletedTask;

    public Task CloseAsync(SendLimit limit, DateTimeOffset until, CancellationToken cancellation = default) => ChangeAsync(limit, row => (row.Close(until, clock.GetUtcNow()), true), cancellation);

    public async Task<DateTimeOffset?> ClosedUntilAsync(SendLimit limit, CancellationToken cancellation = default) =>
        Read(await Entry(limit).FindAsync(cancellation)).ClosedUntil is var until && until > default(DateTimeOffset) ? until : null;

    public async Task<DateTimeOffset?> FullUntilAsync(SendLimit limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return (limit.PerHour ?? limit.PerDay) is null ? null : Read(await Entry(limit).FindAsync(cancellation)).FullUntil(limit, clock.GetUtcNow());
    }

    private async Task<T> ChangeAsync<T>(SendLimit limit, Func<PermitRow, (PermitRow Row, T Answer)> change, CancellationToken cancellation)
    {
        var queue = queues.GetOrAdd(limit, _ => new SemaphoreSlim(1));
        await queue.WaitAsync(cancellation);
        try
        {
            return await Entry(limit).ChangeAsync(found =>
            {
                var (row, answer) = change(Read(found));
                return (EntityFields.New(Key(limit), Row).With(Document, JsonSerializer.Serialize(row, Wire.Json)), answer);
            }, cancellation);
        }
        finally
        {
            queue.Release();
        }
    }

    private TableEntry Entry(SendLimit limit) => new(account.Permits, Key(limit), Row, time);

    private static PermitRow Read(TableEntity? entity) => entity is null ? new PermitRow() : JsonSerializer.Deserialize<PermitRow>(entity.GetString(Document), Wire.Json)!;

    /// <summary>Accounts and senders may have signs that keys may not; whatever the limit is, it is the same one.</summary>
    private static string Key(SendLimit limit)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{limit.Account}\n{limit.Channel.ToStored()}\n{limit.Sender}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
    }
}
