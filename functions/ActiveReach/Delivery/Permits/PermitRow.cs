using ActiveReach.Channels;

namespace ActiveReach.Delivery.Permits;

/// <summary>What is remembered of one limit, and its rules. Tokens of a limit by the minute go out evenly, those of an hour or a day as long as there are some; a token
/// counts until its time is over after the last moment at which it may have been used. What comes late may catch up for two seconds, so that a busy worker costs no share of the rate.</summary>
public sealed record PermitRow
{
    /// <summary>How long a lease may be used.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    private static readonly SpentWindow Minute = new(TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(250));
    private static readonly SpentWindow Hour = new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
    private static readonly SpentWindow Day = new(TimeSpan.FromDays(1), TimeSpan.FromMinutes(15));
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FurthestTurn = TimeSpan.FromMinutes(1);

    /// <summary>For how long a token of a minute is taken: the minute, its slice, and the grain of time in which tokens are counted.</summary>
    private static readonly TimeSpan Cycle = Minute.Length + Slice + Minute.Grain;

    /// <summary>Tokens that still count against the limit by the minute, oldest first.</summary>
    public IReadOnlyList<SpentTokens> Spent { get; init; } = [];

    /// <summary>The same by the hour.</summary>
    public IReadOnlyList<SpentTokens> SpentOfHour { get; init; } = [];

    /// <summary>The same by the day.</summary>
    public IReadOnlyList<SpentTokens> SpentOfDay { get; init; } = [];

    /// <summary>When the next token goes out at the earliest.</summary>
    public DateTimeOffset Next { get; init; }

    /// <summary>The turn of whoever is told to come back next.</summary>
    public DateTimeOffset Turn { get; init; }

    public DateTimeOffset ClosedUntil { get; init; }

    /// <summary>How long a limit takes for so many messages of which the first may go at once.</summary>
    public static TimeSpan TimeFor(long messages, SendLimit limit) => new[]
    {
        limit.PerMinute is { } perMinute ? Interval(perMinute) * messages : TimeSpan.Zero,
        limit.PerHour is { } perHour ? Hour.Length * (Math.Max(0, messages - 1) / perHour) : TimeSpan.Zero,
        limit.PerDay is { } perDay ? Day.Length * (Math.Max(0, messages - 1) / perDay) : TimeSpan.Zero,
    }.Max();

    public (PermitRow Row, PermitLease Lease) LeaseOf(SendLimit limit, int messages, DateTimeOffset now)
    {
        var (row, granted, retryAfter) = Lease(limit, messages, now);
        return (row, new PermitLease(limit, granted, retryAfter, now, limit.IsKnown ? now + Slice : null));
    }

    public (PermitRow Row, int Granted, TimeSpan RetryAfter) Lease(SendLimit limit, int messages, DateTimeOffset now)
    {
        if (ClosedUntil > now)
            return Queue(0, ClosedUntil, Slice, now);
        if (!limit.IsKnown)
            return (this, messages, TimeSpan.Zero);

        var row = this with { Spent = Minute.Counting(Spent, now), SpentOfHour = Hour.Counting(SpentOfHour, now), SpentOfDay = Day.Counting(SpentOfDay, now) };
        var room = row.Windows(limit).Min(window => window.Most - window.Sum);
        var (granted, share) = ((int)Math.Min(messages, room), Slice);
        if (limit.PerMinute is { } most)
        {
            var interval = Interval(most);
            var start = Next > now - CatchUp ? Next : now - CatchUp;
            var due = start > now ? 0 : 1 + ((now - start).Ticks / interval.Ticks);
            granted = (int)Math.Min(Math.Min(granted, SliceOf(most)), due);
            share = interval * Math.Min(messages - granted, SliceOf(most));
            if (granted > 0)
                row = row with { Next = start + (interval * granted) };
        }

        if (granted > 0)
            row = row.Spend(limit, granted, now);
        return granted == messages ? (row, granted, TimeSpan.Zero) : row.Queue(granted, Later(row.Next, row.FreeAt(limit, now) ?? now), share, now);
    }

    /// <summary>When there is room again; null while there is.</summary>
    public DateTimeOffset? FreeAt(SendLimit limit, DateTimeOffset now) =>
        Windows(limit).Where(window => window.Sum >= window.Most).Select(window => (DateTimeOffset?)window.Spent[0].Until).Where(until => until > now).Max();

    /// <param name="at">Of the lease.</param>
    public PermitRow Return(SendLimit limit, DateTimeOffset at, int unused) => this with
    {
        Spent = Minute.Less(Spent, at, unused),
        SpentOfHour = Hour.Less(SpentOfHour, at, unused),
        SpentOfDay = Day.Less(SpentOfDay, at, unused),
        Next = limit.PerMinute is { } most ? Next - (Interval(most) * unused) : Next,
    };

    public PermitRow Close(DateTimeOffset until) => until > ClosedUntil ? this with { ClosedUntil = until } : this;

    private PermitRow Spend(SendLimit limit, int tokens, DateTimeOffset now) => this with
    {
        Spent = limit.PerMinute is null ? Spent : Minute.More(Spent, now, tokens),
        SpentOfHour = limit.PerHour is null ? SpentOfHour : Hour.More(SpentOfHour, now, tokens),
        SpentOfDay = limit.PerDay is null ? SpentOfDay : Day.More(SpentOfDay, now, tokens),
    };

    private IEnumerable<(int Most, long Sum, IReadOnlyList<SpentTokens> Spent)> Windows(SendLimit limit)
    {
        foreach (var (most, spent) in new[] { (limit.PerMinute, Spent), (limit.PerHour, SpentOfHour), (limit.PerDay, SpentOfDay) })
        {
            if (most is { } known)
                yield return (known, spent.Sum(each => (long)each.Count), spent);
        }
    }

    /// <summary>Those who have to wait come one after the other, each when tokens for it are there.</summary>
    private (PermitRow Row, int Granted, TimeSpan RetryAfter) Queue(int granted, DateTimeOffset earliest, TimeSpan share, DateTimeOffset now)
    {
        var turn = Later(Turn, earliest);
        if (turn > earliest + FurthestTurn)
            turn = earliest;
        return (this with { Turn = turn + share }, granted, turn - now);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static TimeSpan Interval(int perMinute) => TimeSpan.FromTicks(Math.Max(1, Cycle.Ticks / perMinute));

    private static int SliceOf(int perMinute) => Math.Max(1, perMinute / 60);
}

/// <param name="Until">From then on they count no more.</param>
public readonly record struct SpentTokens(DateTimeOffset Until, int Count);

/// <summary>A time in which tokens are counted.</summary>
/// <param name="Grain">What is spent within it is counted together, and counts as the last of it does.</param>
internal readonly record struct SpentWindow(TimeSpan Length, TimeSpan Grain)
{
    public IReadOnlyList<SpentTokens> Counting(IReadOnlyList<SpentTokens> spent, DateTimeOffset now) => [.. spent.SkipWhile(each => each.Until <= now)];

    public IReadOnlyList<SpentTokens> More(IReadOnlyList<SpentTokens> spent, DateTimeOffset at, int tokens) => spent is [.., var last] && last.Until == UntilOf(at)
        ? [.. spent.SkipLast(1), last with { Count = last.Count + tokens }]
        : [.. spent, new SpentTokens(UntilOf(at), tokens)];

    public IReadOnlyList<SpentTokens> Less(IReadOnlyList<SpentTokens> spent, DateTimeOffset at, int tokens)
    {
        var until = UntilOf(at);
        return [.. spent.Select(each => each.Until == until ? each with { Count = Math.Max(0, each.Count - tokens) } : each).Where(each => each.Count > 0)];
    }

    private DateTimeOffset UntilOf(DateTimeOffset at) => new((((at.UtcTicks / Grain.Ticks) + 1) * Grain.Ticks) + (Length + PermitRow.Slice).Ticks, TimeSpan.Zero);
}
