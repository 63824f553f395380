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

    [Fact]
    public void The_power_table_says_what_a_test_can_see()
    {
        Assert.InRange(Power.NeededPerVariant(0.05, 0.06), 8_100, 8_300);
        Assert.InRange(Power.SmallestVisible(0.05, 8_200)!.Value, 0.0599, 0.0601);
        Assert.Null(Power.SmallestVisible(0.99, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => Power.NeededPerVariant(0, 0.1));
    }

    private static Verdict Decide(string[] variants, VariantCount[] counts, OnInconclusive rule = OnInconclusive.SendBest) =>
        WinnerRule.Decide(variants, counts, ExperimentMetric.Click, rule);

    private static long Binomial(Random random, int trials, double rate)
    {
        var successes = 0L;
        for (var trial = 0; trial < trials; trial++)
            successes += random.NextDouble() < rate ? 1 : 0;
        return successes;
    }
}
