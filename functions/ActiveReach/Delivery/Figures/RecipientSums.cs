using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Figures;

/// <summary>How long lists of recipients are, by the sums of their run.</summary>
public static class RecipientSums
{
    /// <param name="sums">Those of a run.</param>
    /// <param name="action">Anything but conversions, which have their own.</param>
    /// <param name="outlet">Only people of this one; null for all.</param>
    /// <param name="isOver">Whether the reply window of the run is over.</param>
    public static long Total(IEnumerable<Tally> sums, RecipientAction action, bool isOver, string? outlet = null) =>
        Total(outlet is null ? sums : sums.Where(each => each.Key.Outlet == outlet), action, isOver);

    private static long Total(IEnumerable<Tally> sums, RecipientAction action, bool isOver) => action switch
    {
        // Every message of a wave takes the place of one before it.
        RecipientAction.All => sums.Where(each => each.Key.Scope is TallyScope.Attempts && each.Key.Stage <= Stage.Rest).Sum(each => each[Counted.Recipients]),
        RecipientAction.Ignored when !isOver => 0,
        _ => sums.Where(each => each.Key.Scope is TallyScope.People).Sum(each => each[CountedBy(action)]),
    };

    private static Counted CountedBy(RecipientAction action) => action switch
    {
        RecipientAction.Sent or RecipientAction.Received => Counted.Sent,
        RecipientAction.Delivered => Counted.Delivered,
        RecipientAction.Bounced => Counted.Bounced,
        RecipientAction.Failed => Counted.Failed,
        RecipientAction.Skipped => Counted.Skipped,
        RecipientAction.Pending => Counted.Pending,
        RecipientAction.Uncertain => Counted.Uncertain,
        RecipientAction.Opened => Counted.Opened,
        RecipientAction.MachineOpened => Counted.MachineOpened,
        RecipientAction.Clicked => Counted.Clicked,
        RecipientAction.MachineClicked => Counted.MachineClicked,
        RecipientAction.Replied => Counted.Replied,
        RecipientAction.OptedOut => Counted.OptedOut,
        RecipientAction.Ignored => Counted.Silent,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "The sums of a run don't tell of this."),
    };
}
