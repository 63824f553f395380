using System.Globalization;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;

namespace ActiveReach.Experiments;

/// <summary>Decides an experiment for the people of each outlet by what they did themselves, with <see cref="WinnerRule"/>. Its error is stated for one outlet: of equal variants
/// an outlet is told a clear winner in at most 5 % of tests, so of n outlets without a difference up to 5 % of n on the average, and at least one with a probability of up to
/// 1 − 0.95ⁿ. It is not corrected for that: what is sent to an outlet in error is as good as what isn't.</summary>
public static class OutletRule
{
    /// <summary>The verdict of one outlet. Where too little happened in it to tell the best of its own, the best of all outlets together stands in for that.</summary>
    /// <param name="variants">Ids in the order of the definition; the first is the control.</param>
    /// <param name="own">Of the outlet's people.</param>
    /// <param name="all">Of the people of all outlets; see <see cref="WinnerRule.Decide"/>.</param>
    public static Verdict Decide(IReadOnlyList<string> variants, IReadOnlyList<VariantCount> own, Verdict all, ExperimentMetric metric, OnInconclusive onInconclusive)
    {
        var verdict = WinnerRule.Decide(variants, own, metric, onInconclusive);
        var events = WinnerRule.EventsOf(verdict.Variants);
        if (verdict.Decision != Verdict.SendBest || events >= WinnerRule.LeastOf(metric))
            return verdict;
        var best = all.Variants.MaxBy(result => result.ProbabilityBest)!;
        return verdict with
        {
            Winner = best.Variant,
            Reason = string.Create(CultureInfo.InvariantCulture, $"{WinnerRule.TooFew(events, metric)} The best of all outlets together, {best.Variant} (with a probability of {best.ProbabilityBest:P1}), is sent, as chosen."),
        };
    }

    /// <summary>All of them in one, as the run shows it.</summary>
    /// <param name="all">Figures of all outlets together.</param>
    public static Verdict Sum(IReadOnlyList<OutletVerdict> verdicts, IReadOnlyList<VariantResult> all)
    {
        var (clear, held, decided) = (Count(verdicts, Verdict.Clear), Count(verdicts, Verdict.Held), Count(verdicts, Verdict.Decided));
        var rest = verdicts.Count - clear - held - decided;
        string?[] parts =
        [
            $"{clear} of {verdicts.Count} outlets have a clear winner of their own.",
            rest == 0 ? null : $"In {rest} the result is not clear, and what was chosen for that is sent.",
            held == 0 ? null : $"In {held} the result is not clear, and a person decides.",
            decided == 0 ? null : $"In {decided} a person has decided.",
        ];
        return new Verdict(null, Verdict.ByOutlet, string.Join(' ', parts.OfType<string>()), all);
    }

    private static int Count(IReadOnlyList<OutletVerdict> verdicts, string decision) => verdicts.Count(verdict => verdict.Verdict.Decision == decision);
}
