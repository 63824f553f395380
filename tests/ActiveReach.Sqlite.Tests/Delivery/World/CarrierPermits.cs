using ActiveReach.Channels;
using ActiveReach.Delivery.Permits;

namespace ActiveReach.Sqlite.Tests.Delivery.World;

/// <summary>The permits of the store, cut to what the story's carrier grants.</summary>
internal sealed class CarrierPermits(IPermits permits, IReadOnlyList<Carrier> carriers) : IPermits
{
    public async Task<PermitLease> LeaseAsync(SendLimit limit, TokenNeed need, Asker? asker, CancellationToken cancellation = default)
    {
        var lease = await permits.LeaseAsync(limit, need, asker, cancellation);
        var permit = carriers.Single(carrier => carrier.Channel == limit.Channel).Permits(lease.Granted);
        return permit.Granted < lease.Granted ? lease with { Granted = permit.Granted, RetryAfter = permit.RetryAfter } : lease;
    }

    public Task ReturnAsync(PermitLease lease, int unused, CancellationToken cancellation = default) => permits.ReturnAsync(lease, unused, cancellation);

    public Task CloseAsync(SendLimit limit, DateTimeOffset until, CancellationToken cancellation = default) => permits.CloseAsync(limit, until, cancellation);

    public Task<DateTimeOffset?> ClosedUntilAsync(SendLimit limit, CancellationToken cancellation = default) => permits.ClosedUntilAsync(limit, cancellation);

    public Task<DateTimeOffset?> FullUntilAsync(SendLimit limit, CancellationToken cancellation = default) => permits.FullUntilAsync(limit, cancellation);
}
