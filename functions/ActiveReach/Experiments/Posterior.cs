using ActiveReach.Campaigns;

namespace ActiveReach.Experiments;

/// <summary>What the counts say about the variants' true rates: independent Beta posteriors with a uniform prior, and from them how
/// probable it is that a variant is the best, and what is given up by choosing it.</summary>
/// <remarks>Computed by integration on a grid over the range that holds the mass, so the answer is the same every time.
/// P(i is best) = ∫ f_i ∏ F_j dx; expected loss of i = E[max] − E[p_i], with E[max] = high − ∫ ∏ F_j dx.</remarks>
internal static class Posterior
{
    private const int Points = 6_000;

    public static IReadOnlyList<VariantResult> Judge(IReadOnlyList<VariantCount> counts)
    {
        var betas = counts.Select(count => new Beta(count.Successes + 1.0, count.Exposed - count.Successes + 1.0)).ToArray();
        if (betas.Length == 0)
            return [];
        var low = Math.Max(0, betas.Min(beta => beta.Mean - (9 * beta.Deviation)));
        var high = Math.Min(1, betas.Max(beta => beta.Mean + (9 * beta.Deviation)));
        var step = (high - low) / Points;

        var masses = Array.ConvertAll(betas, beta => beta.Masses(low, step, Points));
        var best = new double[betas.Length];
        var below = new double[betas.Length];
        var belowAll = 0.0;
        for (var point = 0; point < Points; point++)
        {
            // Within a cell each value is taken at the cell's middle: half of its own mass lies below.
            var product = 1.0;
            for (var index = 0; index < betas.Length; index++)
                product *= below[index] + (masses[index][point] / 2);
            belowAll += product * step;
            for (var index = 0; index < betas.Length; index++)
            {
                var own = below[index] + (masses[index][point] / 2);
                best[index] += own > 0 ? masses[index][point] * product / own : 0;
            }

            for (var index = 0; index < betas.Length; index++)
                below[index] += masses[index][point];
        }

        var expectedMaximum = high - belowAll;
        var sum = best.Sum();
        return [.. counts.Select((count, index) => new VariantResult(
            count.Variant, count.Exposed, count.Successes, best[index] / sum, Math.Max(0, expectedMaximum - betas[index].Mean)))];
    }

    private readonly record struct Beta(double Successes, double Failures)
    {
        public double Mean => Successes / (Successes + Failures);

        public double Deviation => Math.Sqrt(Mean * (1 - Mean) / (Successes + Failures + 1));

        /// <summary>Share of the mass in each cell of the grid.</summary>
        public double[] Masses(double low, double step, int cells)
        {
            var logs = new double[cells];
            var highest = double.NegativeInfinity;
            for (var cell = 0; cell < cells; cell++)
            {
                var rate = low + ((cell + 0.5) * step);
                logs[cell] = ((Successes - 1) * Math.Log(rate)) + ((Failures - 1) * Math.Log(1 - rate));
                highest = Math.Max(highest, logs[cell]);
            }

            var sum = 0.0;
            for (var cell = 0; cell < cells; cell++)
                sum += logs[cell] = Math.Exp(logs[cell] - highest);
            for (var cell = 0; cell < cells; cell++)
                logs[cell] /= sum;
            return logs;
        }
    }
}
