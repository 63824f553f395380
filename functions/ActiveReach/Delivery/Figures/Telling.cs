using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Figures;

/// <summary>Which of somebody's messages tells that they did something: for stores that don't ask each row, from what the home row knows of all of them.
/// As many people have one as <see cref="Counting"/> counts.</summary>
public static class Telling
{
    /// <param name="home">The home row of a person and occurrence.</param>
    /// <param name="action">Neither all messages nor conversions, which rows know nothing of.</param>
    /// <param name="isOver">Whether the reply window of the run is over: only then has anybody ignored it.</param>
    /// <returns>The first of the messages that fit, or of those with the best outcome; null when none does.</returns>
    public static RowPlace? Of(LedgerRow home, RecipientAction action, bool isOver)
    {
        Attempt[] attempts = [home.AsAttempt(), .. home.Attempts];
        Array.Sort(attempts, static (one, other) => (one.Batch, one.Row).CompareTo((other.Batch, other.Row)));
        return action switch
        {
            RecipientAction.Sent or RecipientAction.Received => First(attempts, each => each.HandedAt is not null),
            RecipientAction.Delivered => Best(attempts, state => state is LedgerState.Delivered),
            RecipientAction.Bounced => Best(attempts, state => state is LedgerState.Bounced),
            RecipientAction.Failed => Best(attempts, state => state is LedgerState.Failed),
            RecipientAction.Skipped => Best(attempts, state => state is LedgerState.Skipped),
            RecipientAction.Uncertain => Best(attempts, state => state is LedgerState.Uncertain),
            RecipientAction.Pending => Best(attempts, state => state is LedgerState.Planned or LedgerState.Calling or LedgerState.Handed or LedgerState.Uncertain),
            RecipientAction.Ignored => isOver && !Array.Exists(attempts, each => (each.Marks & Marks.Answered) != Marks.None) ? First(attempts, each => Counting.HasArrived(each.State)) : null,
            _ => MarkOf(action) is var mark and not Marks.None
                ? First(attempts, each => each.Marks.HasFlag(mark))
                : throw new ArgumentOutOfRangeException(nameof(action), action, "A home row doesn't tell of this."),
        };
    }

    /// <summary>What a message bears of whoever did this; none for what isn't a mark.</summary>
    public static Marks MarkOf(RecipientAction action) => action switch
    {
        RecipientAction.Opened => Marks.Opened,
        RecipientAction.MachineOpened => Marks.MachineOpened,
        RecipientAction.Clicked => Marks.Clicked,
        RecipientAction.MachineClicked => Marks.MachineClicked,
        RecipientAction.Replied => Marks.Replied,
        RecipientAction.OptedOut => Marks.OptedOut,
        _ => Marks.None,
    };

    private static RowPlace? First(Attempt[] attempts, Predicate<Attempt> fits) => Array.FindIndex(attempts, fits) is >= 0 and var index ? attempts[index].Place : null;

    private static RowPlace? Best(Attempt[] attempts, Func<LedgerState, bool> fits)
    {
        var best = attempts.Max(each => Counting.Rank(each.State));
        return First(attempts, each => Counting.Rank(each.State) == best && fits(each.State));
    }
}
