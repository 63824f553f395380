using ActiveReach.Campaigns;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace ActiveReach.Experiments;

/// <param name="Exposed">Contacts that the variant was handed to.</param>
/// <param name="Successes">Those of them with the metric's event.</param>
public readonly record struct VariantCount(string Variant, long Exposed, long Successes)
{
    /// <summary>One count a variant of the test slice that was handed to anybody, each contact once. Metrics that the ledger does not hold count no
    /// successes.</summary>
    public static IReadOnlyList<VariantCount> Of(IEnumerable<Tally> tallies, ExperimentMetric metric) =>
    [
        .. tallies.Where(tally => tally.Key is { Scope: TallyScope.People, Stage: Stage.TestSlice } && tally[Counted.Sent] > 0).GroupBy(tally => tally.Key.Variant)
            .Select(variant => new VariantCount(variant.Key, variant.Sum(tally => tally[Counted.Sent]), variant.Sum(tally => Count(tally, metric)))),
    ];

    private static long Count(Tally tally, ExperimentMetric metric) => metric switch
    {
        ExperimentMetric.Open => tally[Counted.Opened],
        ExperimentMetric.Click => tally[Counted.Clicked],
        ExperimentMetric.Reply => tally[Counted.Replied],
        _ => 0,
    };
}
