using ActiveReach.Channels;

namespace ActiveReach.Delivery.Permits;

/// <summary>What is remembered of one limit, and its rules. Tokens go out evenly; a token counts against the limit until a minute after the
/// last moment at which it may have been used. What comes late may catch up for two seconds, so that a busy worker costs no share of the rate.</summary>
public sealed record PermitRow
{
    /// <summary>How long a lease may be used.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FurthestTurn = TimeSpan.FromMinutes(1);

    /// <summary>For how long a token is taken: the minute, its slice, and the grain of time in which tokens are counted.</summary>
    private static readonly TimeSpan Cycle = TimeSpan.FromMinutes(1) + Slice + Grain;

    /// <summary>Tokens that still count against the limit, oldest first.</summary>
    public IReadOnlyList<SpentTokens> Spent { get; init; } = [];

    /// <summary>When the next token goes out at the earliest.</summary>
    public DateTimeOffset Next { get; init; }

    /// <summary>The turn of whoever is told to come back next.</summary>
    public DateTimeOffset Turn { get; init; }

    public DateTimeOffset ClosedUntil { get; init; }

    /// <summary>How long a limit takes for so many messages.</summary>
    public static TimeSpan TimeFor(long messages, int perMinute) => Interval(perMinute) * messages;

    public (PermitRow Row, PermitLease Lease) LeaseOf(SendLimit limit, int messages, DateTimeOffset now)
    {
        var (row, granted, retryAfter) = Lease(limit.PerMinute, messages, now);
        return (row, new PermitLease(limit, granted, retryAfter, now, limit.PerMinute is null ? null : now + Slice));
    }

    public (PermitRow Row, int Granted, TimeSpan RetryAfter) Lease(int? perMinute, int messages, DateTimeOffset now)
    {
        if (ClosedUntil > now)
            return Queue(0, ClosedUntil, Slice, now);
        if (perMinute is not { } most)
            return (this, messages, TimeSpan.Zero);

        var interval = Interval(most);
        var spent = Spent.SkipWhile(each => each.Until <= now).ToList();
        var start = Next > now - CatchUp ? Next : now - CatchUp;
        var due = start > now ? 0 : 1 + ((now - start).Ticks / interval.Ticks);
        var granted = (int)Math.Min(Math.Min(messages, SliceOf(most)), Math.Min(due, most - spent.Sum(each => (long)each.Count)));
        var row = this with { Spent = spent };
        if (granted > 0)
            row = row.Spend(granted, now) with { Next = start + (interval * granted) };
        if (granted == messages)
            return (row, granted, TimeSpan.Zero);

        var free = row.Spent.Sum(each => (long)each.Count) >= most ? row.Spent[0].Until : now;
        return row.Queue(granted, row.Next > free ? row.Next : free, interval * Math.Min(messages - granted, SliceOf(most)), now);
    }

    public PermitRow Return(int perMinute, DateTimeOffset at, int unused)
    {
        var until = UntilOf(at);
        return this with
        {
            Spent = [.. Spent.Select(each => each.Until == until ? each with { Count = Math.Max(0, each.Count - unused) } : each).Where(each => each.Count > 0)],
            Next = Next - (Interval(perMinute) * unused),
        };
    }

    public PermitRow Close(DateTimeOffset until) => until > ClosedUntil ? this with { ClosedUntil = until } : this;

    private PermitRow Spend(int tokens, DateTimeOffset now)
    {
        var until = UntilOf(now);
        return this with
        {
            Spent = Spent is [.., { } last] && last.Until == until
                ? [.. Spent.SkipLast(1), last with { Count = last.Count + tokens }]
                : [.. Spent, new SpentTokens(until, tokens)],
        };
    }

    /// <summary>Those who have to wait come one after the other, each when tokens for it are there.</summary>
    private (PermitRow Row, int Granted, TimeSpan RetryAfter) Queue(int granted, DateTimeOffset earliest, TimeSpan share, DateTimeOffset now)
    {
        var turn = Turn > earliest ? Turn : earliest;
        if (turn > earliest + FurthestTurn)
            turn = earliest;
        return (this with { Turn = turn + share }, granted, turn - now);
    }

    private static TimeSpan Interval(int perMinute) => TimeSpan.FromTicks(Math.Max(1, Cycle.Ticks / perMinute));

    private static int SliceOf(int perMinute) => Math.Max(1, perMinute / 60);

    private static DateTimeOffset UntilOf(DateTimeOffset at) => new(((at.UtcTicks / Grain.Ticks) + 1) * Grain.Ticks + (Cycle - Grain).Ticks, TimeSpan.Zero);
}

/// <param name="Until">From then on they count no more.</param>
public readonly record struct SpentTokens(DateTimeOffset Until, int Count);
