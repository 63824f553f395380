using ActiveReach.Experiments;

namespace ActiveReach.Tests.Experiments;

public sealed class PosteriorTests
{
    [Fact]
    public void Equal_counts_are_equally_probable_to_be_best()
    {
        var results = Posterior.OfRates([new("A", 1_000, 50), new("B", 1_000, 50), new("C", 1_000, 50)]);
        Assert.All(results, result => Assert.Equal(1 / 3.0, result.ProbabilityBest, 4));
        Assert.Equal(results[0].ExpectedLoss, results[1].ExpectedLoss, 8);
    }

    [Fact]
    public void The_closed_form_for_two_variants_is_met()
    {
        // P(B > A) by the sum over Beta functions (Evan Miller, "Formulas for Bayesian A/B testing").
        foreach (var (nA, sA, nB, sB) in new[] { (200, 10, 200, 20), (1_000, 100, 900, 60), (50, 0, 60, 3) })
        {
            var result = Posterior.OfRates([new("A", nA, sA), new("B", nB, sB)]);
            Assert.Equal(ClosedForm(sA + 1, nA - sA + 1, sB + 1, nB - sB + 1), result[1].ProbabilityBest, 4);
            Assert.Equal(1, result.Sum(each => each.ProbabilityBest), 9);
        }
    }

    [Fact]
    public void The_expected_loss_is_met_by_simulation()
    {
        var random = new Random(1);
        var results = Posterior.OfRates([new("A", 400, 40), new("B", 400, 48)]);
        double lossOfA = 0, lossOfB = 0;
        const int Draws = 200_000;
        for (var draw = 0; draw < Draws; draw++)
        {
            var (a, b) = (DrawBeta(random, 41, 361), DrawBeta(random, 49, 353));
            lossOfA += Math.Max(0, b - a) / Draws;
            lossOfB += Math.Max(0, a - b) / Draws;
        }

        Assert.Equal(lossOfA, results[0].ExpectedLoss, 3);
        Assert.Equal(lossOfB, results[1].ExpectedLoss, 3);
    }

    [Fact]
    public void A_million_contacts_with_a_clear_difference_are_judged_too()
    {
        var results = Posterior.OfRates([new("A", 1_000_000, 500_000), new("B", 1_000_000, 10_000)]);
        Assert.Equal(1, results[0].ProbabilityBest, 6);
        Assert.Equal(0, results[0].ExpectedLoss, 4);
        Assert.Equal(0.49, results[1].ExpectedLoss, 3);
    }

    [Fact]
    public void Nobody_exposed_gives_no_verdict_but_a_judgement()
    {
        var results = Posterior.OfRates([new("A", 0, 0), new("B", 0, 0)]);
        Assert.All(results, result => Assert.Equal(0.5, result.ProbabilityBest, 6));
    }

    private static double ClosedForm(int alphaA, int betaA, int alphaB, int betaB)
    {
        var sum = 0.0;
        for (var i = 0; i < alphaB; i++)
            sum += Math.Exp(LogBeta(alphaA + i, betaA + betaB) - Math.Log(betaB + i) - LogBeta(1 + i, betaB) - LogBeta(alphaA, betaA));
        return sum;
    }

    private static double LogBeta(double a, double b) => LogFactorial(a - 1) + LogFactorial(b - 1) - LogFactorial(a + b - 1);

    private static double LogFactorial(double n)
    {
        var sum = 0.0;
        for (var i = 2; i <= n; i++)
            sum += Math.Log(i);
        return sum;
    }

    /// <summary>A Beta draw with large whole parameters, by its normal approximation's exact mean and deviation.</summary>
    private static double DrawBeta(Random random, int alpha, int beta)
    {
        double n = alpha + beta;
        var (mean, deviation) = (alpha / n, Math.Sqrt(alpha * (double)beta / (n * n * (n + 1))));
        return mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
    }
}
