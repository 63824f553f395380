using System.Globalization;
using ActiveReach.Campaigns;

namespace ActiveReach.Experiments;

/// <summary>Decides an experiment once, at the end of its window, so that nothing is won by looking often. A variant wins clearly
/// when it is the best with a probability of at least 97.5 % and there are enough events; where all
/// variants are in truth equal this names a winner in at most 5 % of experiments. Otherwise what was chosen up front for an
/// unclear result decides.</summary>
public static class WinnerRule
{
    /// <summary>Share of experiments between equal variants that name a clear winner, at most.</summary>
    public const double StatedError = 0.05;

    /// <summary>Of two equal variants either may look better: half of the stated error on each side.</summary>
    public const double LeastProbability = 1 - (StatedError / 2);

    /// <summary>Events of the metric, over all variants, below which nothing is clear.</summary>
    public const long LeastEvents = 20;

    /// <summary>Expected loss, as a share of the best variant's rate, above which nothing is clear.</summary>
    public const double MostRelativeLoss = 0.05;

    /// <summary>Contacts with revenue in all, below which nothing is clear: of fewer, one large order may decide.</summary>
    public const long LeastBuyers = 100;

    /// <param name="variants">Ids in the order of the definition; the first is the control.</param>
    public static Verdict Decide(IReadOnlyList<string> variants, IReadOnlyList<VariantCount> counts, ExperimentMetric metric, OnInconclusive onInconclusive)
    {
        var known = counts.ToDictionary(count => count.Variant, StringComparer.Ordinal);
        IReadOnlyList<VariantCount> all = [.. variants.Select(variant => known.GetValueOrDefault(variant, new VariantCount(variant, 0, 0)))];
        var isRevenue = metric is ExperimentMetric.Revenue;
        var results = isRevenue ? Posterior.OfWorth(all) : Posterior.OfRates(all);
        var best = results.MaxBy(result => result.ProbabilityBest)!;
        var (events, least) = (EventsOf(results), LeastOf(metric));
        var rate = best.Exposed == 0 ? 0 : (isRevenue ? (double)best.Worth!.Value : best.Successes) / best.Exposed;

        var figures = isRevenue
            ? Text($"{best.Variant} has the most revenue a contact ({rate:0.00}) with a probability of {best.ProbabilityBest:P1}; its expected loss is {best.ExpectedLoss:0.0000} a contact.")
            : Text($"{best.Variant} has the best {Name(metric)} rate ({rate:P2}) with a probability of {best.ProbabilityBest:P1}; its expected loss is {best.ExpectedLoss * 100:0.000} points.");
        if (events >= least && best.ProbabilityBest >= LeastProbability && best.ExpectedLoss <= MostRelativeLoss * rate)
            return new Verdict(best.Variant, Verdict.Clear, Text($"{figures} Equal variants would be told apart like this in at most {StatedError:P0} of tests."), results);

        var why = events < least
            ? TooFew(events, metric)
            : Text($"Not clear: {figures} A clear result needs {LeastProbability:P1}.");
        return onInconclusive switch
        {
            OnInconclusive.SendControl => new Verdict(variants[0], Verdict.SendControl, $"{why} The control {variants[0]} is sent, as chosen.", results),
            OnInconclusive.Hold => new Verdict(null, Verdict.Held, $"{why} A person decides, as chosen.", results),
            _ => new Verdict(best.Variant, Verdict.SendBest, $"{why} The best so far, {best.Variant}, is sent, as chosen.", results),
        };
    }

    /// <summary>Below so many events, or buyers, nothing is clear.</summary>
    internal static long LeastOf(ExperimentMetric metric) => metric is ExperimentMetric.Revenue ? LeastBuyers : LeastEvents;

    internal static long EventsOf(IReadOnlyList<VariantResult> results) => results.Sum(result => result.Successes);

    internal static string TooFew(long events, ExperimentMetric metric) =>
        Text($"Not clear: {events} {(metric is ExperimentMetric.Revenue ? "buyers" : Name(metric) + " events")} in all, and at least {LeastOf(metric)} are needed.");

    private static string Name(ExperimentMetric metric) => metric.ToString().ToLowerInvariant();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
