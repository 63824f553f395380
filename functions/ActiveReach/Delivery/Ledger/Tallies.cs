using ActiveReach.Channels;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Ledger;

/// <summary>What is counted of a person or an attempt: each is 1 or 0. The order is the order of columns: new ones go to the end.</summary>
[Flags]
public enum Counted
{
    None = 0,
    Recipients = 1 << 0,

    /// <summary>A carrier took it.</summary>
    Sent = 1 << 1,
    Delivered = 1 << 2,
    Bounced = 1 << 3,
    Failed = 1 << 4,
    Pending = 1 << 5,

    /// <summary>A part of <see cref="Pending"/>.</summary>
    Uncertain = 1 << 6,

    /// <summary>Planned or in doubt, a part of <see cref="Pending"/>.</summary>
    Unsettled = 1 << 7,
    Skipped = 1 << 8,
    Opened = 1 << 9,
    MachineOpened = 1 << 10,
    Clicked = 1 << 11,
    MachineClicked = 1 << 12,
    Replied = 1 << 13,
    OptedOut = 1 << 14,

    /// <summary>Delivered on a channel that tells of opens.</summary>
    Openable = 1 << 15,

    /// <summary>Delivered on a channel whose answers are heard.</summary>
    Answerable = 1 << 16,

    /// <summary>Got it and has not answered: ignored, once the reply window is over.</summary>
    Silent = 1 << 17,

    /// <summary>A carrier was asked: it took a message or refused it.</summary>
    Attempted = 1 << 18,
}

public enum TallyScope
{
    /// <summary>Each person of a run once, with the best that became of them.</summary>
    People = 0,

    /// <summary>Each message.</summary>
    Attempts = 1,
}

/// <summary>What is counted together.</summary>
/// <param name="Stage">Of people that of their home row.</param>
/// <param name="Channel">Of people none.</param>
/// <param name="Variant">Empty before one is chosen.</param>
/// <param name="Hour">Hours since 1970 (UTC) of the first hand-over; -1 before it.</param>
/// <param name="Reason">Of those skipped, else empty.</param>
public readonly record struct TallyKey(TallyScope Scope, int Stage, Channel? Channel, string Variant, string Outlet, long Hour, string Reason)
{
    public const long NoHour = -1;
}

/// <summary>Changes of the sums, made with the rows that they are sums of.</summary>
public sealed class TallyChanges
{
    private readonly Dictionary<TallyKey, int[]> changes = [];
    private (TallyKey Key, int[]? Sums) last;

    public static int Width { get; } = Enum.GetValues<Counted>().Length - 1;

    public bool IsEmpty => changes.Count == 0;

    public IEnumerable<KeyValuePair<TallyKey, int[]>> All => changes;

    public void Add((TallyKey Key, Counted Counted) what, int sign)
    {
        var sums = SumsOf(what.Key);
        for (var bits = (uint)what.Counted; bits != 0; bits &= bits - 1)
            sums[System.Numerics.BitOperations.TrailingZeroCount(bits)] += sign;
    }

    /// <summary>Rows that are planned.</summary>
    public void Add(IEnumerable<LedgerRow> rows)
    {
        foreach (var row in rows)
        {
            Add(Counting.Attempt(row), 1);
            if (row.Home is null)
                Add(Counting.Person(row), 1);
        }
    }

    public void Replace((TallyKey Key, Counted Counted) before, (TallyKey Key, Counted Counted) after)
    {
        if (before == after)
            return;
        Add(before, -1);
        Add(after, 1);
    }

    /// <summary>Neighbours are mostly counted together.</summary>
    private int[] SumsOf(TallyKey key)
    {
        if (last.Sums is { } known && last.Key == key)
            return known;
        if (!changes.TryGetValue(key, out var sums))
            changes[key] = sums = new int[Width];
        last = (key, sums);
        return sums;
    }
}

/// <summary>A sum as it is stored.</summary>
/// <param name="Counts">In the order of <see cref="Counted"/>.</param>
public sealed record Tally(RunId Run, TallyKey Key, long[] Counts)
{
    public long this[Counted what] => Counts[System.Numerics.BitOperations.TrailingZeroCount((uint)what)];
}
