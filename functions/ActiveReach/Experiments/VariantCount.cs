using ActiveReach.Campaigns;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace ActiveReach.Experiments;

/// <param name="Exposed">Contacts that the variant was handed to.</param>
/// <param name="Successes">Those of them with the metric's event.</param>
/// <param name="Worth">What is credited to all of them, in one currency.</param>
/// <param name="Squares">What is credited to each of them, squared and summed up.</param>
public readonly record struct VariantCount(string Variant, long Exposed, long Successes, decimal Worth = 0, double Squares = 0)
{
    /// <summary>One count a variant that was handed to anybody, each contact once.</summary>
    /// <param name="stage">The only stage that counts; null: all.</param>
    /// <param name="converted">Of the same run; asked for what the ledger does not hold.</param>
    /// <param name="currency">Of the revenue; amounts in others are not counted.</param>
    public static IReadOnlyList<VariantCount> Of(
        IEnumerable<Tally> tallies, IReadOnlyList<ConversionSum> converted, ExperimentMetric metric, string currency, int? stage = Stage.TestSlice)
    {
        return
        [
            .. tallies.Where(tally => tally.Key.Scope is TallyScope.People && Counts(tally.Key.Stage) && tally[Counted.Sent] > 0).GroupBy(tally => tally.Key.Variant).Select(variant =>
            {
                var exposed = variant.Sum(tally => tally[Counted.Sent]);
                if (metric.IsCounted)
                    return new VariantCount(variant.Key, exposed, variant.Sum(tally => Count(tally, metric)));
                var own = converted.Where(sum => Counts(sum.Group.Stage) && sum.Group.Variant == variant.Key).ToList();
                var paid = own.Where(sum => sum.Currency == currency).ToList();
                return new VariantCount(variant.Key, exposed, own.Sum(sum => sum.People), paid.Sum(sum => sum.Amount), paid.Sum(sum => sum.Squares));
            }),
        ];

        bool Counts(int of) => stage is null || of == stage;
    }

    /// <summary>The same for the people of each outlet; those without one are a group as well.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<VariantCount>> ByOutlet(
        IEnumerable<Tally> tallies, IReadOnlyList<ConversionSum> converted, ExperimentMetric metric, string currency)
    {
        var ofOutlet = converted.ToLookup(sum => sum.Group.Outlet, StringComparer.Ordinal);
        return tallies.Where(tally => tally.Key.Scope is TallyScope.People).GroupBy(tally => tally.Key.Outlet, StringComparer.Ordinal)
            .ToDictionary(own => own.Key, own => Of(own, [.. ofOutlet[own.Key]], metric, currency), StringComparer.Ordinal);
    }

    /// <summary>Those of the same variant as one.</summary>
    public static IReadOnlyList<VariantCount> Sum(IEnumerable<VariantCount> counts) =>
    [
        .. counts.GroupBy(count => count.Variant)
            .Select(own => new VariantCount(own.Key, own.Sum(each => each.Exposed), own.Sum(each => each.Successes), own.Sum(each => each.Worth), own.Sum(each => each.Squares))),
    ];

    private static long Count(Tally tally, ExperimentMetric metric) => metric switch
    {
        ExperimentMetric.Open => tally[Counted.Opened],
        ExperimentMetric.Click => tally[Counted.Clicked],
        ExperimentMetric.Reply => tally[Counted.Replied],
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "The ledger doesn't hold it."),
    };
}

internal static class MetricSource
{
    extension(ExperimentMetric metric)
    {
        /// <summary>Whether the ledger counts it; what is bought has a source of its own.</summary>
        public bool IsCounted => metric is not (ExperimentMetric.Conversion or ExperimentMetric.Revenue);
    }
}
