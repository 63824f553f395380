using ActiveReach.Campaigns;

namespace ActiveReach.Experiments;

/// <summary>What the counts say about the variants' true rates, and about what a contact is truly worth: independent posteriors, and from them how probable it
/// is that a variant is the best, and what is given up by choosing it.</summary>
/// <remarks>Computed by integration on a grid over the range that holds the mass, so the answer is the same every time.
/// P(i is best) = ∫ f_i ∏ F_j dx; expected loss of i = E[max] − E[i], with E[max] = high − ∫ ∏ F_j dx.</remarks>
internal static class Posterior
{
    private const int Points = 6_000;

    /// <summary>By the share of those with the event: Beta, with a uniform prior.</summary>
    public static IReadOnlyList<VariantResult> OfRates(IReadOnlyList<VariantCount> counts) =>
        Judge(counts, [.. counts.Select(count => new Beta(count.Successes + 1.0, count.Exposed - count.Successes + 1.0))]);

    /// <summary>By what a contact is worth: the mean, which is normal by the central limit whatever people spend, with the spread that all variants show together. Few
    /// buyers say little of the spread; see <see cref="WinnerRule.LeastBuyers"/>.</summary>
    public static IReadOnlyList<VariantResult> OfWorth(IReadOnlyList<VariantCount> counts)
    {
        var within = counts.Sum(count => count.Squares - (count.Exposed * Math.Pow(Mean(count), 2)));
        var spread = within > 0 ? within / counts.Sum(count => count.Exposed) : 1;
        return [.. Judge(counts, [.. counts.Select(count => new Normal(Mean(count), Math.Sqrt(spread / Math.Max(1, count.Exposed))))]).Select((result, index) => result with { Worth = counts[index].Worth })];
    }

    private static double Mean(VariantCount count) => count.Exposed == 0 ? 0 : (double)count.Worth / count.Exposed;

    private static IReadOnlyList<VariantResult> Judge(IReadOnlyList<VariantCount> counts, IReadOnlyList<IBelief> beliefs)
    {
        if (beliefs.Count == 0)
            return [];
        var low = Math.Max(beliefs[0].Least, beliefs.Min(belief => belief.Mean - (9 * belief.Deviation)));
        var high = Math.Min(beliefs[0].Most, beliefs.Max(belief => belief.Mean + (9 * belief.Deviation)));
        var step = (high - low) / Points;

        var masses = beliefs.Select(belief => Masses(belief, low, step)).ToArray();
        var best = new double[beliefs.Count];
        var below = new double[beliefs.Count];
        var belowAll = 0.0;
        for (var point = 0; point < Points; point++)
        {
            // Within a cell each value is taken at the cell's middle: half of its own mass lies below.
            var product = 1.0;
            for (var index = 0; index < best.Length; index++)
                product *= below[index] + (masses[index][point] / 2);
            belowAll += product * step;
            for (var index = 0; index < best.Length; index++)
            {
                var own = below[index] + (masses[index][point] / 2);
                best[index] += own > 0 ? masses[index][point] * product / own : 0;
            }

            for (var index = 0; index < best.Length; index++)
                below[index] += masses[index][point];
        }

        var expectedMaximum = high - belowAll;
        var sum = best.Sum();
        return [.. counts.Select((count, index) => new VariantResult(
            count.Variant, count.Exposed, count.Successes, best[index] / sum, Math.Max(0, expectedMaximum - beliefs[index].Mean)))];
    }

    /// <summary>Share of the mass in each cell of the grid.</summary>
    private static double[] Masses(IBelief belief, double low, double step)
    {
        var logs = new double[Points];
        for (var cell = 0; cell < Points; cell++)
            logs[cell] = belief.LogDensity(low + ((cell + 0.5) * step));
        var highest = logs.Max();
        var sum = 0.0;
        for (var cell = 0; cell < Points; cell++)
            sum += logs[cell] = Math.Exp(logs[cell] - highest);
        for (var cell = 0; cell < Points; cell++)
            logs[cell] /= sum;
        return logs;
    }

    /// <summary>Where the true value of a variant lies.</summary>
    private interface IBelief
    {
        double Mean { get; }

        double Deviation { get; }

        double Least { get; }

        double Most { get; }

        /// <summary>Up to a constant.</summary>
        double LogDensity(double value);
    }

    private sealed record Beta(double Successes, double Failures) : IBelief
    {
        public double Mean => Successes / (Successes + Failures);

        public double Deviation => Math.Sqrt(Mean * (1 - Mean) / (Successes + Failures + 1));

        public double Least => 0;

        public double Most => 1;

        public double LogDensity(double value) => ((Successes - 1) * Math.Log(value)) + ((Failures - 1) * Math.Log(1 - value));
    }

    private sealed record Normal(double Mean, double Deviation) : IBelief
    {
        public double Least => double.NegativeInfinity;

        public double Most => double.PositiveInfinity;

        public double LogDensity(double value) => -Math.Pow((value - Mean) / Deviation, 2) / 2;
    }
}
