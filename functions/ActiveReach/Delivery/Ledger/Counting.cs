using ActiveReach.Channels;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Ledger;

/// <summary>How a row counts. The sums of the ledger are what these say of its rows, at every instant; docs/figures.md has the definitions.</summary>
public static class Counting
{
    /// <summary>The person behind a home row: of several attempts the best outcome counts, and whatever came back on any of them.</summary>
    public static (TallyKey Key, Counted Counted) Person(LedgerRow home)
    {
        var best = Best(home);
        var marks = home.Marks;
        var handed = home.HandedAt;
        var (isOpenable, isAnswerable) = (IsOn(home.State, home.Channel, ChannelAbilities.Openable), IsOn(home.State, home.Channel, ChannelAbilities.Answerable));
        var hasArrived = HasArrived(home.State);
        var wasRefused = IsRefused(home.State, home.HandedAt);
        foreach (var attempt in home.Attempts)
        {
            marks |= attempt.Marks;
            handed = handed is null || attempt.HandedAt < handed ? attempt.HandedAt ?? handed : handed;
            isOpenable |= IsOn(attempt.State, attempt.Channel, ChannelAbilities.Openable);
            isAnswerable |= IsOn(attempt.State, attempt.Channel, ChannelAbilities.Answerable);
            hasArrived |= HasArrived(attempt.State);
            wasRefused |= IsRefused(attempt.State, attempt.HandedAt);
        }

        var key = new TallyKey(
            TallyScope.People, new BatchNumber(home.Address.Batch).Stage, null, home.Variant ?? "", home.Outlet ?? "", HourOf(handed), best is LedgerState.Skipped ? home.Reason ?? "unknown" : "");
        return (key, Count(best, marks, handed is not null, isOpenable, isAnswerable, hasArrived, wasRefused));
    }

    public static (TallyKey Key, Counted Counted) Attempt(LedgerRow row)
    {
        var key = new TallyKey(
            TallyScope.Attempts, new BatchNumber(row.Address.Batch).Stage, row.Channel, "", row.Outlet ?? "", TallyKey.NoHour, row.State is LedgerState.Skipped ? row.Reason ?? "unknown" : "");
        return (key, Count(
            row.State, row.Marks, row.HandedAt is not null, IsOn(row.State, row.Channel, ChannelAbilities.Openable), IsOn(row.State, row.Channel, ChannelAbilities.Answerable),
            HasArrived(row.State), IsRefused(row.State, row.HandedAt)));
    }

    /// <summary>Of several messages to a contact the best outcome counts: delivered, on its way, unknown, bounced, failed, skipped.</summary>
    public static LedgerState Best(LedgerRow home)
    {
        var best = home.State;
        foreach (var attempt in home.Attempts)
        {
            if (Rank(attempt.State) > Rank(best))
                best = attempt.State;
        }

        return best;
    }

    /// <summary>Of outcomes the higher one is the better.</summary>
    internal static int Rank(LedgerState state) => state switch
    {
        LedgerState.Delivered => 6,
        LedgerState.Uncertain => 4,
        LedgerState.Bounced => 3,
        LedgerState.Failed => 2,
        LedgerState.Skipped => 1,
        _ => 5,
    };

    private static Counted Count(LedgerState state, Marks marks, bool wasHanded, bool isOpenable, bool isAnswerable, bool hasArrived, bool wasRefused)
    {
        var counted = Counted.Recipients | state switch
        {
            LedgerState.Delivered => Counted.Delivered,
            LedgerState.Bounced => Counted.Bounced,
            LedgerState.Failed => Counted.Failed,
            LedgerState.Skipped => Counted.Skipped,
            LedgerState.Uncertain => Counted.Pending | Counted.Uncertain,
            LedgerState.Handed => Counted.Pending,
            _ => Counted.Pending | Counted.Unsettled,
        };
        if (wasHanded)
            counted |= Counted.Sent | Counted.Attempted;
        if (wasRefused)
            counted |= Counted.Attempted;
        if (isOpenable)
            counted |= Counted.Openable;
        if (isAnswerable)
            counted |= Counted.Answerable;
        if (hasArrived && (marks & Marks.Answered) == Marks.None)
            counted |= Counted.Silent;
        if (marks == Marks.None)
            return counted;
        return counted
            | (marks.HasFlag(Marks.Opened) ? Counted.Opened : Counted.None) | (marks.HasFlag(Marks.MachineOpened) ? Counted.MachineOpened : Counted.None)
            | (marks.HasFlag(Marks.Clicked) ? Counted.Clicked : Counted.None) | (marks.HasFlag(Marks.MachineClicked) ? Counted.MachineClicked : Counted.None)
            | (marks.HasFlag(Marks.Replied) ? Counted.Replied : Counted.None) | (marks.HasFlag(Marks.OptedOut) ? Counted.OptedOut : Counted.None);
    }

    /// <summary>A carrier took it, and nothing says that it didn't arrive.</summary>
    internal static bool HasArrived(LedgerState state) => state is LedgerState.Handed or LedgerState.Delivered;

    private static bool IsRefused(LedgerState state, DateTimeOffset? handedAt) => state is LedgerState.Failed && handedAt is null;

    private static bool IsOn(LedgerState state, Channel channel, ChannelSet able) => state is LedgerState.Delivered && able.Contains(channel);

    private static long HourOf(DateTimeOffset? handed) => handed is { } at ? at.ToUnixTimeMilliseconds() / 3_600_000 : TallyKey.NoHour;
}
