using System.Security.Cryptography;

namespace ActiveReach.Sqlite.Delivery.Sending;

/// <summary>How claims work. The file belongs to one process at a time: a claim of another start of the process is a claim of
/// a dead one and may be taken over at once; only claims of this start wait for their lease.</summary>
public sealed record LedgerClaimOptions
{
    /// <summary>System time that a claim lasts unless it is renewed. Default 30 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of leases: it must never jump, whatever business time does.</summary>
    public TimeProvider SystemTime { get; init; } = TimeProvider.System;

    /// <summary>Tells this start of the process from every other. Random by default.</summary>
    public long Incarnation { get; init; } = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    internal long Now => SystemTime.GetUtcNow().ToUnixTimeMilliseconds();

    internal long LeaseEnd => Now + (long)Lease.TotalMilliseconds;
}
