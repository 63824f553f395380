using ActiveReach.Campaigns;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Figures;

/// <summary>Figures of runs from the sums of the ledger: every breakdown of one answer is of one reading of them, so totals and breakdowns agree.
/// Conversions have their own source.</summary>
public sealed class RunFigures(ILedger ledger, IConversions conversions)
{
    /// <summary>Figures of the runs given, one record a group, in order of the groups.</summary>
    public async Task<IReadOnlyList<LedgerFigures>> CountAsync(IReadOnlyList<RunId> runs, FigureGrouping by, CancellationToken cancellation = default) =>
        (await CountAsync(runs, [by], null, cancellation: cancellation))[by];

    /// <summary>Several breakdowns at once. By channel it is messages, by anything else people, each of a run once.</summary>
    /// <param name="outlet">Only people of this one; null for all.</param>
    /// <param name="isOver">Whether the reply window of a run is over: only then has anybody ignored it. Null: as its fence says, which follows the run.</param>
    public async Task<IReadOnlyDictionary<FigureGrouping, IReadOnlyList<LedgerFigures>>> CountAsync(
        IReadOnlyList<RunId> runs, IReadOnlyCollection<FigureGrouping> by, Func<RunId, bool>? isOver, string? outlet = null, CancellationToken cancellation = default)
    {
        var sums = by.Distinct().ToDictionary(each => each, _ => new SortedDictionary<string, FigureSum>(StringComparer.Ordinal));
        foreach (var run in runs)
        {
            var isSilenceTold = isOver?.Invoke(run) ?? await ledger.FenceAsync(run, cancellation) is { Status: RunStatus.Complete };
            var tallies = await ledger.TalliesAsync(run, cancellation);
            foreach (var (grouping, groups) in sums)
            {
                var scope = grouping is FigureGrouping.Channel ? TallyScope.Attempts : TallyScope.People;
                foreach (var tally in tallies.Where(tally => tally.Key.Scope == scope && tally[Counted.Recipients] != 0 && (outlet is null || tally.Key.Outlet == outlet)))
                    SumOf(groups, FigureGroups.Of(grouping, tally)).Add(tally, isSilenceTold);
            }

            if ((await ledger.FindRunAsync(run, cancellation))?.GoalEvent is null)
                continue;
            foreach (var converted in (await conversions.SumsAsync(run, cancellation)).Where(each => outlet is null || each.Group.Outlet == outlet))
            {
                foreach (var (grouping, groups) in sums)
                    SumOf(groups, FigureGroups.Of(grouping, run, converted.Group)).Add(converted);
            }
        }

        if (sums.TryGetValue(FigureGrouping.None, out var whole))
            SumOf(whole, "");
        return sums.ToDictionary(each => each.Key, each => (IReadOnlyList<LedgerFigures>)[.. each.Value.Select(group => group.Value.Figures(group.Key))]);
    }

    private static FigureSum SumOf(SortedDictionary<string, FigureSum> groups, string group)
    {
        if (!groups.TryGetValue(group, out var sum))
            groups[group] = sum = new FigureSum();
        return sum;
    }
}
