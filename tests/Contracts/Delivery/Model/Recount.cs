using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace Contracts.Delivery.Model;

/// <summary>The rows of a run as they are, and what they sum up to.</summary>
public sealed class Recount
{
    private const int BatchesAPage = 500;

    public List<LedgerRow> Rows { get; } = [];

    public static async Task<Recount> ReadAsync(ILedger ledger, RunId run)
    {
        var recount = new Recount();
        if (await ledger.FindRunAsync(run) is not { } head)
            return recount;
        for (var shard = 0; shard < head.Shards; shard++)
        {
            BatchNumber? after = null;
            while (await ledger.BatchesAfterAsync(run, shard, after, BatchesAPage) is { Count: > 0 } page)
            {
                foreach (var number in page)
                    recount.Rows.AddRange((await ledger.ReadAsync(new GroupScope(run, shard, number)))!.Rows);
                after = page[^1];
            }
        }

        return recount;
    }

    /// <summary>Holds the sums of the ledger to its rows, and to the sum rule.</summary>
    public static async Task<Recount> CheckAsync(ILedger ledger, RunId run)
    {
        var recount = await ReadAsync(ledger, run);
        var kept = await ledger.TalliesAsync(run);
        Assert.Equal(recount.Sums(), Named(kept.Select(tally => (tally.Key, tally.Counts))));
        foreach (var group in kept.GroupBy(tally => (tally.Key.Scope, tally.Key.Stage, tally.Key.Channel, tally.Key.Variant, tally.Key.Outlet)))
        {
            long Sum(Counted what) => group.Sum(tally => tally[what]);
            Assert.Equal(Sum(Counted.Recipients), Sum(Counted.Delivered) + Sum(Counted.Bounced) + Sum(Counted.Failed) + Sum(Counted.Pending) + Sum(Counted.Skipped));
        }

        return recount;
    }

    private List<string> Sums()
    {
        var sums = new Dictionary<TallyKey, long[]>();
        foreach (var (key, counted) in Rows.Select(Counting.Attempt).Concat(Rows.Where(row => row.Home is null).Select(Counting.Person)))
        {
            if (!sums.TryGetValue(key, out var counts))
                sums[key] = counts = new long[TallyChanges.Width];
            for (var index = 0; index < counts.Length; index++)
                counts[index] += ((int)counted >> index) & 1;
        }

        return Named(sums.Select(each => (each.Key, each.Value)));
    }

    private static List<string> Named(IEnumerable<(TallyKey Key, long[] Counts)> sums) =>
        [.. sums.Where(each => each.Counts.Any(count => count != 0)).Select(each => $"{each.Key}: {string.Join(' ', each.Counts)}").Order(StringComparer.Ordinal)];
}
