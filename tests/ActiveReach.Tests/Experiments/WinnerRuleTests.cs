using ActiveReach.Campaigns;
using ActiveReach.Experiments;

namespace ActiveReach.Tests.Experiments;

public sealed class WinnerRuleTests
{
    private static readonly string[] Two = ["A", "B"];

    [Fact]
    public void A_clear_difference_names_its_winner_and_its_error()
    {
        var verdict = Decide(Two, [new("A", 1_000, 50), new("B", 1_000, 100)]);
        Assert.Equal(("B", "clear"), (verdict.Winner, verdict.Decision));
        Assert.Contains("at most 5", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OnInconclusive.SendBest, "B", "send_best")]
    [InlineData(OnInconclusive.SendControl, "A", "send_control")]
    [InlineData(OnInconclusive.Hold, null, "held")]
    public void Without_a_clear_winner_the_rule_chosen_up_front_decides_and_says_so(OnInconclusive rule, string? winner, string decision)
    {
        var verdict = Decide(Two, [new("A", 1_000, 50), new("B", 1_000, 55)], rule);
        Assert.Equal((winner, decision), (verdict.Winner, verdict.Decision));
        Assert.StartsWith("Not clear", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_handful_of_events_is_never_clear() =>
        Assert.Equal("send_best", Decide(Two, [new("A", 1_000, 0), new("B", 1_000, 12)]).Decision);

    [Fact]
    public void A_variant_that_nobody_got_is_reported_with_nothing() =>
        Assert.Equal([("A", 0L), ("B", 300L)], Decide(Two, [new("B", 300, 3)]).Variants.Select(result => (result.Variant, result.Exposed)));

    [Theory]
    [InlineData(2, 1_000)]
    [InlineData(5, 300)]
    public void Equal_variants_are_told_apart_no_more_often_than_stated(int variants, int experiments)
    {
        // The product looks once, at the end of the window. Many experiments between equal variants; three deviations of room.
        var random = new Random(20261201);
        string[] ids = [.. Enumerable.Range(0, variants).Select(index => $"V{index}")];
        var falseWinners = 0;
        for (var experiment = 0; experiment < experiments; experiment++)
        {
            var counts = ids.Select(id => new VariantCount(id, 1_000, Binomial(random, 1_000, 0.08))).ToArray();
            if (Decide(ids, counts).Decision == "clear")
                falseWinners++;
        }

        var room = 3 * Math.Sqrt(WinnerRule.StatedError * (1 - WinnerRule.StatedError) / experiments);
        Assert.InRange(falseWinners / (double)experiments, 0, WinnerRule.StatedError + room);
    }

    [Theory]
    [InlineData(2, 0.2)]
    [InlineData(2, 1.2)]
    [InlineData(4, 1.0)]
    public void Equal_variants_are_told_apart_by_revenue_no_more_often_than_stated(int variants, double spread)
    {
        // What people spend is lognormal: a few of them spend much.
        const int Experiments = 400;
        var random = new Random(20261202);
        string[] ids = [.. Enumerable.Range(0, variants).Select(index => $"V{index}")];
        var falseWinners = 0;
        for (var experiment = 0; experiment < Experiments; experiment++)
            falseWinners += Decide(ids, [.. ids.Select(id => Revenue(random, id, 2_000, 0.05, spread))], metric: ExperimentMetric.Revenue).Decision == "clear" ? 1 : 0;

        var room = 3 * Math.Sqrt(WinnerRule.StatedError * (1 - WinnerRule.StatedError) / Experiments);
        Assert.InRange(falseWinners / (double)Experiments, 0, WinnerRule.StatedError + room);
    }

    [Fact]
    public void A_real_difference_is_found_as_often_as_the_power_table_states()
    {
        const int Experiments = 250;
        var random = new Random(20261203);
        var perVariant = (int)Power.NeededPerVariant(0.08, 0.10);
        var found = 0;
        for (var experiment = 0; experiment < Experiments; experiment++)
        {
            var verdict = Decide(Two, [new("A", perVariant, Binomial(random, perVariant, 0.08)), new("B", perVariant, Binomial(random, perVariant, 0.10))]);
            found += verdict is { Decision: "clear", Winner: "B" } ? 1 : 0;
        }

        Assert.InRange(found / (double)Experiments, Power.Stated - (3 * Math.Sqrt(Power.Stated * (1 - Power.Stated) / Experiments)), 1);
    }

    [Fact]
    public void Variants_that_are_bought_from_equally_often_are_told_apart_by_what_people_spend()
    {
        var verdict = Decide(Two, [new("A", 1_000, 100, 2_000, 100 * 400), new("B", 1_000, 100, 3_000, 100 * 900)], metric: ExperimentMetric.Revenue);
        Assert.Equal(("B", "clear"), (verdict.Winner, verdict.Decision));
        Assert.Equal([2_000m, 3_000m], verdict.Variants.Select(result => result.Worth));
        Assert.Contains("the most revenue a contact (3.00)", verdict.Reason, StringComparison.Ordinal);
        Assert.Equal("send_best", Decide(Two, [new("A", 1_000, 100, 2_000, 100 * 400), new("B", 1_000, 100, 3_000, 100 * 900)]).Decision);
    }

    [Fact]
    public void One_large_order_decides_nothing()
    {
        var verdict = Decide(Two, [new("A", 1_000, 10, 100, 1_000), new("B", 1_000, 11, 50_100, 2_500_001_000)], OnInconclusive.SendControl, ExperimentMetric.Revenue);
        Assert.Equal(("A", "send_control"), (verdict.Winner, verdict.Decision));
        Assert.Contains("21 buyers in all, and at least 100 are needed", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_power_table_says_what_a_test_can_see()
    {
        Assert.InRange(Power.NeededPerVariant(0.05, 0.06), 8_100, 8_300);
        Assert.InRange(Power.SmallestVisible(0.05, 8_200)!.Value, 0.0599, 0.0601);
        Assert.Null(Power.SmallestVisible(0.99, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => Power.NeededPerVariant(0, 0.1));
    }

    private static Verdict Decide(string[] variants, VariantCount[] counts, OnInconclusive rule = OnInconclusive.SendBest, ExperimentMetric metric = ExperimentMetric.Click) =>
        WinnerRule.Decide(variants, counts, metric, rule);

    /// <param name="spread">Standard deviation of the logarithm of what a buyer spends.</param>
    private static VariantCount Revenue(Random random, string variant, int people, double rate, double spread)
    {
        var orders = Enumerable.Range(0, (int)Binomial(random, people, rate))
            .Select(_ => 40 * Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))).ToList();
        return new VariantCount(variant, people, orders.Count, (decimal)orders.Sum(), orders.Sum(order => order * order));
    }

    private static long Binomial(Random random, int trials, double rate)
    {
        var successes = 0L;
        for (var trial = 0; trial < trials; trial++)
            successes += random.NextDouble() < rate ? 1 : 0;
        return successes;
    }
}
