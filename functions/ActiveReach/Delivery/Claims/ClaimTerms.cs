using System.Security.Cryptography;

namespace ActiveReach.Delivery.Claims;

/// <summary>What the store of the ledger says of its claims.</summary>
public sealed record ClaimStore
{
    /// <summary>Whether the store belongs to one process at a time: then a claim of another incarnation is a dead one's and may be taken over at once.
    /// Elsewhere only the end of its lease frees it. Default true.</summary>
    public bool IsAlone { get; init; } = true;

    /// <summary>How far the clock of leases is ahead of the store's, as far as that is known; less than zero where it is behind. Default: not at all.</summary>
    public Func<TimeSpan> Ahead { get; init; } = static () => TimeSpan.Zero;
}

/// <summary>How claims work.</summary>
public sealed record ClaimTerms
{
    /// <summary>System time that a claim lasts unless it is renewed. Default 30 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of leases: it must never jump, whatever business time does.</summary>
    public TimeProvider SystemTime { get; init; } = TimeProvider.System;

    /// <summary>Tells this start of the process from every other. Random by default.</summary>
    public long Incarnation { get; init; } = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>Default: one that belongs to this process alone.</summary>
    public ClaimStore Store { get; init; } = new();

    /// <summary>How far the clock of leases may be off the store's: whoever is further takes no batch, for others would think its claim over while it is at work. Default 5 s.</summary>
    public TimeSpan MostOff { get; init; } = TimeSpan.FromSeconds(5);

    internal bool IsClockOff => Store.Ahead().Duration() > MostOff;

    internal DateTimeOffset Now => SystemTime.GetUtcNow();

    internal DateTimeOffset LeaseEnd => Now + Lease;

    internal bool IsFree(Ledger.BatchHead batch) =>
        batch.Owner is not { } owner || batch.LeaseUntil <= Now || (Store.IsAlone && owner != Incarnation);
}
