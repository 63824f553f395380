using ActiveReach.Channels;

namespace ActiveReach.Delivery.Permits;

/// <summary>What is remembered of one limit, and its rules. Tokens of a limit by the second or the minute go out evenly, those of an hour or a day as long as there are some; a token
/// counts until its time is over after the last moment at which it may have been used. What comes late may catch up for two seconds, so that a busy worker costs no share of the rate.
/// Where several askers want more than there is, each has its share of the rate, and what one doesn't use falls to the others.</summary>
public sealed record PermitRow
{
    /// <summary>How long a lease may be used.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    private static readonly SpentWindow Second = new(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(10));
    private static readonly SpentWindow Minute = new(TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(250));
    private static readonly SpentWindow Hour = new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
    private static readonly SpentWindow Day = new(TimeSpan.FromDays(1), TimeSpan.FromMinutes(15));
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FurthestTurn = TimeSpan.FromMinutes(1);

    /// <summary>In which a rate that was brought to nothing is whole again.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(10);
    private const double LeastPace = 1 / 32.0;

    /// <summary>For how long a token of a minute is taken: the minute, its slice, and the grain of time in which tokens are counted.</summary>
    private static readonly TimeSpan Cycle = Minute.Length + Slice + Minute.Grain;

    /// <summary>Tokens that still count against the limit by the second, oldest first. What is told to be used counts from then on, so that the time that a lease may take costs nothing of the rate.</summary>
    public IReadOnlyList<SpentTokens> SpentOfSecond { get; init; } = [];

    /// <summary>Tokens that still count against the limit by the minute, oldest first.</summary>
    public IReadOnlyList<SpentTokens> Spent { get; init; } = [];

    /// <summary>The same by the hour.</summary>
    public IReadOnlyList<SpentTokens> SpentOfHour { get; init; } = [];

    /// <summary>The same by the day.</summary>
    public IReadOnlyList<SpentTokens> SpentOfDay { get; init; } = [];

    /// <summary>When the next token goes out at the earliest.</summary>
    public DateTimeOffset Next { get; init; }

    /// <summary>Those among whom the tokens are shared.</summary>
    public IReadOnlyList<AskerTurn> Askers { get; init; } = [];

    public DateTimeOffset ClosedUntil { get; init; }

    /// <summary>How much of the limit by the second or the minute could be used when it was opened again, as a part of 1.</summary>
    public double Pace { get; init; } = 1;

    /// <summary>How long a limit takes for so many messages of which the first may go at once.</summary>
    public static TimeSpan TimeFor(long messages, SendLimit limit) => new[]
    {
        Interval(limit) is { } interval ? interval * messages : TimeSpan.Zero,
        limit.PerHour is { } perHour ? Hour.Length * (Math.Max(0, messages - 1) / perHour) : TimeSpan.Zero,
        limit.PerDay is { } perDay ? Day.Length * (Math.Max(0, messages - 1) / perDay) : TimeSpan.Zero,
    }.Max();

    public (PermitRow Row, PermitLease Lease) LeaseOf(SendLimit limit, int messages, Asker? asker, DateTimeOffset now, int first = 1)
    {
        var (row, granted, retryAfter) = Lease(limit, messages, asker, now, first);
        return (row, new PermitLease(limit, granted, retryAfter, now, limit.IsKnown ? now + Slice : null) { Asker = asker });
    }

    /// <param name="messages">Or tokens, where messages take several.</param>
    /// <param name="asker">Null for one who doesn't come back when it is told to.</param>
    /// <param name="first">Tokens of the first message.</param>
    public (PermitRow Row, int Granted, TimeSpan RetryAfter) Lease(SendLimit limit, int messages, Asker? asker, DateTimeOffset now, int first = 1)
    {
        if (ClosedUntil <= now && !limit.IsKnown)
            return (this, messages, TimeSpan.Zero);
        var row = Hear(asker, now);
        if (ClosedUntil > now)
            return row.Queue(asker, 0, ClosedUntil, Slice, now);

        limit = limit with { PerSecond = Paced(limit.PerSecond, PaceAt(now)), PerMinute = Paced(limit.PerMinute, PaceAt(now)) };
        row = row with { SpentOfSecond = Second.Counting(SpentOfSecond, now), Spent = Minute.Counting(Spent, now), SpentOfHour = Hour.Counting(SpentOfHour, now), SpentOfDay = Day.Counting(SpentOfDay, now) };
        var room = row.Windows(limit).Min(window => window.Most - window.Sum);
        var (granted, share) = ((int)Math.Min(messages, room), Slice);
        if (Interval(limit) is { } interval)
        {
            var (most, shares) = (SliceOf(limit), row.SharesOf(asker));
            var own = interval * shares;

            // What is more than a second lets go has used up what it could catch up.
            var catchUp = first > limit.PerSecond ? TimeSpan.Zero : CatchUp;
            var (start, ownStart) = (Later(Next, now - catchUp), Later(row.Of(asker)?.Next ?? default, now - (catchUp * shares)));
            granted = row.Whole(limit, (int)Math.Min(Math.Min(granted, most), Math.Min(Due(start, interval, now), Due(ownStart, own, now))), first);
            share = interval * Math.Max(Math.Min(messages - granted, most), Math.Min(messages, first));
            if (granted > 0)
                row = (row with { Next = start + (interval * granted) }).Change(asker, each => each with { Next = ownStart + (own * granted) });
        }
        else
        {
            granted = row.Whole(limit, granted, first);
        }

        if (granted > 0)
            row = row.Spend(limit, granted, now);
        return granted == messages ? (row, granted, TimeSpan.Zero) : row.Queue(asker, granted, Later(row.Next, row.FreeAt(limit, now, granted > 0 ? 1 : first) ?? now), share, now);
    }

    /// <summary>Until when an hour or a day lets nothing go; null while it does.</summary>
    public DateTimeOffset? FullUntil(SendLimit limit, DateTimeOffset now) => FreeAt(limit with { PerSecond = null, PerMinute = null }, now);

    /// <summary>When there is room again for a message; null while there is.</summary>
    /// <param name="tokens">What it takes.</param>
    public DateTimeOffset? FreeAt(SendLimit limit, DateTimeOffset now, int tokens = 1) =>
        Windows(limit).Select(window => FreeAt(window, now, tokens)).Where(until => until > now).Max();

    private DateTimeOffset? FreeAt((int Most, long Sum, IReadOnlyList<SpentTokens> Spent) window, DateTimeOffset now, int tokens)
    {
        var lacking = Math.Min(tokens, window.Most) - (window.Most - window.Sum);
        if (lacking <= 0)
            return null;
        foreach (var (turn, count) in window.Spent.Select(each => (TurnOf(each, window.Spent == SpentOfSecond, now), each.Count)).Order())
        {
            lacking -= count;
            if (lacking <= 0)
                return turn;
        }

        return null;
    }

    /// <summary>The first message goes with all of its tokens or not at all. One that takes more than go out at once gets them when it may have one, and as far as a window has as many at all,
    /// when it has room for them; what they are too many delays the next.</summary>
    private int Whole(SendLimit limit, int granted, int first) => granted == 0 || granted >= first ? granted
        : Windows(limit).All(window => window.Most - window.Sum >= Math.Min(first, window.Most)) ? first : 0;

    /// <summary>When to ask again for what is taken. What was leased for a second is most likely used at once, and that will have been told by then; if it wasn't, its slice is waited for.</summary>
    private static DateTimeOffset TurnOf(SpentTokens spent, bool isOfSecond, DateTimeOffset now) => isOfSecond && spent.Until - Slice > now ? spent.Until - Slice : spent.Until;

    /// <summary>Takes back what no call was made with, and hears when calls were made with the rest.</summary>
    public PermitRow Return(PermitLease lease, int unused)
    {
        var ofSecond = lease.Used.Aggregate(
            Second.Less(SpentOfSecond, lease.At, unused), (spent, used) => Second.Used(Second.Less(spent, lease.At, used.Count), used.At, used.Count));
        var row = this with
        {
            SpentOfSecond = lease.Limit.PerSecond is null ? SpentOfSecond : ofSecond,
            Spent = Minute.Less(Spent, lease.At, unused),
            SpentOfHour = Hour.Less(SpentOfHour, lease.At, unused),
            SpentOfDay = Day.Less(SpentOfDay, lease.At, unused),
        };
        if (Interval(lease.Limit) is not { } interval || unused == 0)
            return row;
        var back = interval * SharesOf(lease.Asker) * unused;
        return (row with { Next = Next - (interval * unused) }).Change(lease.Asker, each => each with { Next = each.Next - back });
    }

    /// <summary>The provider asked to wait. A limit by the second or the minute that was kept all the same is too high, or others use it too: it is halved, and grows back while nobody is refused.
    /// Refusals of calls that were under way together halve it once.</summary>
    public PermitRow Close(DateTimeOffset until, DateTimeOffset now) => until <= ClosedUntil ? this : this with
    {
        ClosedUntil = until,
        Pace = ClosedUntil > now ? Pace : Math.Max(LeastPace, PaceAt(now) / 2),
    };

    /// <summary>How much of the limit by the second or the minute may be used, as a part of 1.</summary>
    public double PaceAt(DateTimeOffset now) => now <= ClosedUntil ? Pace : Math.Min(1, Pace + ((now - ClosedUntil) / Recovery));

    private PermitRow Spend(SendLimit limit, int tokens, DateTimeOffset now) => this with
    {
        SpentOfSecond = limit.PerSecond is null ? SpentOfSecond : Second.More(SpentOfSecond, now, Math.Min(tokens, limit.PerSecond.Value)),
        Spent = limit.PerMinute is null ? Spent : Minute.More(Spent, now, Math.Min(tokens, limit.PerMinute.Value)),
        SpentOfHour = limit.PerHour is null ? SpentOfHour : Hour.More(SpentOfHour, now, Math.Min(tokens, limit.PerHour.Value)),
        SpentOfDay = limit.PerDay is null ? SpentOfDay : Day.More(SpentOfDay, now, Math.Min(tokens, limit.PerDay.Value)),
    };

    private IEnumerable<(int Most, long Sum, IReadOnlyList<SpentTokens> Spent)> Windows(SendLimit limit)
    {
        foreach (var (most, spent) in new[] { (limit.PerSecond, SpentOfSecond), (limit.PerMinute, Spent), (limit.PerHour, SpentOfHour), (limit.PerDay, SpentOfDay) })
        {
            if (most is { } known)
                yield return (known, spent.Sum(each => (long)each.Count), spent);
        }
    }

    /// <summary>The batches of an asker that have to wait come one after the other, each when tokens for it are there.</summary>
    private (PermitRow Row, int Granted, TimeSpan RetryAfter) Queue(Asker? asker, int granted, DateTimeOffset earliest, TimeSpan share, DateTimeOffset now)
    {
        if (Of(asker) is not { } own)
            return (this, granted, earliest - now);
        earliest = Later(earliest, own.Next);
        var turn = Later(own.Turn, earliest);
        if (turn > earliest + FurthestTurn)
            turn = earliest;
        return (Change(asker, each => each with { Turn = turn + share }), granted, turn - now);
    }

    /// <summary>With the asker among those who are still there.</summary>
    private PermitRow Hear(Asker? asker, DateTimeOffset now)
    {
        var there = Askers.Where(each => each.Asker != asker && each.IsThereAt(now));
        if (asker is not { } own)
            return this with { Askers = [.. there] };
        var known = Of(own) is { } before && before.IsThereAt(now) ? before : new AskerTurn(own, default, default, now);
        return this with { Askers = [.. there, known with { AskedAt = now }] };
    }

    private PermitRow Change(Asker? asker, Func<AskerTurn, AskerTurn> change) => this with { Askers = [.. Askers.Select(each => each.Asker == asker ? change(each) : each)] };

    private AskerTurn? Of(Asker? asker) => Askers.FirstOrDefault(each => each.Asker == asker);

    /// <summary>Into how many parts the rate is divided of which the asker has one: workspaces share it, and the runs of each share what it gets.</summary>
    private int SharesOf(Asker? asker)
    {
        if (asker is not { } own)
            return 1;
        var others = Askers.Where(each => each.Asker != own).ToList();
        var workspaces = others.Select(each => each.Asker.Workspace).Append(own.Workspace).Distinct(StringComparer.Ordinal).Count();
        return workspaces * (1 + others.Count(each => each.Asker.Workspace == own.Workspace));
    }

    /// <summary>Tokens that have come to be due since then, one at the time itself.</summary>
    private static long Due(DateTimeOffset start, TimeSpan interval, DateTimeOffset now) => start > now ? 0 : 1 + ((now - start).Ticks / interval.Ticks);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>Between two tokens; null where they go out as long as there are some.</summary>
    private static TimeSpan? Interval(SendLimit limit)
    {
        var (bySecond, byMinute) = (Between(Second.Length + Second.Grain, limit.PerSecond), Between(Cycle, limit.PerMinute));
        return bySecond > byMinute ? bySecond : byMinute ?? bySecond;
    }

    private static TimeSpan? Between(TimeSpan cycle, int? most) => most is { } known ? TimeSpan.FromTicks(Math.Max(1, cycle.Ticks / known)) : null;

    private static int? Paced(int? most, double pace) => most is { } known ? Math.Max(1, (int)(known * pace)) : null;

    /// <summary>The most that go out at once.</summary>
    private static int SliceOf(SendLimit limit) => Math.Max(1, Math.Min(limit.PerMinute / 60 ?? int.MaxValue, limit.PerSecond / 4 ?? int.MaxValue));
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

    /// <summary>What was used then, and may not be used any more.</summary>
    public IReadOnlyList<SpentTokens> Used(IReadOnlyList<SpentTokens> spent, DateTimeOffset at, int tokens) =>
        [.. spent.Append(new SpentTokens(UntilOf(at) - PermitRow.Slice, tokens)).GroupBy(each => each.Until, (until, all) => new SpentTokens(until, all.Sum(each => each.Count))).OrderBy(each => each.Until)];

    private DateTimeOffset UntilOf(DateTimeOffset at) => new((((at.UtcTicks / Grain.Ticks) + 1) * Grain.Ticks) + (Length + PermitRow.Slice).Ticks, TimeSpan.Zero);
}
