using System.Numerics;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;

namespace ActiveReach.Delivery.Figures;

/// <summary>Adds up the sums of a group.</summary>
internal sealed class FigureSum
{
    private readonly long[] sums = new long[TallyChanges.Width];
    private readonly SortedDictionary<string, long> skipped = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, decimal> revenue = new(StringComparer.Ordinal);
    private long ignored;
    private long converted;

    /// <param name="isOver">Whether the reply window of its run is over: only then has anybody ignored it.</param>
    public void Add(Tally tally, bool isOver)
    {
        for (var index = 0; index < sums.Length; index++)
            sums[index] += tally.Counts[index];
        if (tally[Counted.Skipped] != 0)
            skipped[tally.Key.Reason] = skipped.GetValueOrDefault(tally.Key.Reason) + tally[Counted.Skipped];
        if (isOver)
            ignored += tally[Counted.Silent];
    }

    public void Add(ConversionSum conversions)
    {
        converted += conversions.People;
        revenue[conversions.Currency] = revenue.GetValueOrDefault(conversions.Currency) + conversions.Amount;
    }

    public LedgerFigures Figures(string group) => new()
    {
        Group = group,
        Recipients = Of(Counted.Recipients),
        Sent = Of(Counted.Sent),
        Delivered = Of(Counted.Delivered),
        Bounced = Of(Counted.Bounced),
        Failed = Of(Counted.Failed),
        Pending = Of(Counted.Pending),
        Uncertain = Of(Counted.Uncertain),
        Skipped = skipped.Where(each => each.Value != 0).ToDictionary(),
        Opened = Of(Counted.Opened),
        MachineOpened = Of(Counted.MachineOpened),
        Clicked = Of(Counted.Clicked),
        MachineClicked = Of(Counted.MachineClicked),
        Replied = Of(Counted.Replied),
        OptedOut = Of(Counted.OptedOut),
        Openable = Of(Counted.Openable),
        Answerable = Of(Counted.Answerable),
        Attempted = Of(Counted.Attempted),
        Ignored = ignored,
        Converted = converted,
        Revenue = revenue.Where(each => each.Value != 0).ToDictionary(),
    };

    private long Of(Counted what) => sums[BitOperations.TrailingZeroCount((uint)what)];
}
