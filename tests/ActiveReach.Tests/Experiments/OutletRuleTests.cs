using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Experiments;
using ActiveReach.Ids;

namespace ActiveReach.Tests.Experiments;

public sealed class OutletRuleTests
{
    private static readonly string[] Two = ["A", "B"];

    private static readonly Verdict All = WinnerRule.Decide(Two, [new("A", 9_000, 450), new("B", 9_000, 900)], ExperimentMetric.Click, OnInconclusive.SendBest);

    [Fact]
    public void An_outlet_is_decided_by_its_own_people_whatever_all_others_like()
    {
        var verdict = Decide([new("A", 1_000, 100), new("B", 1_000, 50)]);
        Assert.Equal(("A", Verdict.Clear), (verdict.Winner, verdict.Decision));
    }

    [Theory]
    [InlineData(OnInconclusive.SendBest, "B", "send_best")]
    [InlineData(OnInconclusive.SendControl, "A", "send_control")]
    [InlineData(OnInconclusive.Hold, null, "held")]
    public void Where_hardly_anything_happened_the_best_is_that_of_all_outlets_and_the_rule_chosen_up_front_decides(OnInconclusive rule, string? winner, string decision)
    {
        foreach (VariantCount[] own in new[] { [new VariantCount("A", 40, 3), new VariantCount("B", 40, 1)], Array.Empty<VariantCount>() })
        {
            var verdict = Decide(own, rule);
            Assert.Equal((winner, decision), (verdict.Winner, verdict.Decision));
            Assert.Contains("at least 20 are needed", verdict.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void With_enough_events_that_are_not_clear_the_best_of_the_outlet_is_sent()
    {
        var verdict = Decide([new("A", 1_000, 60), new("B", 1_000, 50)]);
        Assert.Equal(("A", Verdict.SendBest), (verdict.Winner, verdict.Decision));
    }

    [Fact]
    public void Of_outlets_with_equal_variants_no_more_are_told_a_winner_than_stated_and_of_many_some_are()
    {
        // Each campaign has twenty outlets of the sizes that outlets have; three deviations of room.
        const int Campaigns = 40;
        const int Outlets = 20;
        var random = new Random(20261204);
        var (falseWinners, campaignsWithOne) = (0, 0);
        for (var campaign = 0; campaign < Campaigns; campaign++)
        {
            var ofCampaign = 0;
            for (var outlet = 0; outlet < Outlets; outlet++)
            {
                var people = 100 + random.Next(900);
                ofCampaign += Decide([.. Two.Select(id => new VariantCount(id, people, Clicks(random, people, 0.08)))]).Decision == Verdict.Clear ? 1 : 0;
            }

            falseWinners += ofCampaign;
            campaignsWithOne += ofCampaign > 0 ? 1 : 0;
        }

        var room = 3 * Math.Sqrt(WinnerRule.StatedError * (1 - WinnerRule.StatedError) / (Campaigns * Outlets));
        Assert.InRange(falseWinners / (double)(Campaigns * Outlets), 0, WinnerRule.StatedError + room);

        // The error of a whole campaign is larger, and said so: at least one false winner with a probability of up to 1 − 0.95²⁰ = 64 %.
        var family = 1 - Math.Pow(1 - WinnerRule.StatedError, Outlets);
        Assert.InRange(campaignsWithOne / (double)Campaigns, WinnerRule.StatedError, family + (3 * Math.Sqrt(family * (1 - family) / Campaigns)));
    }

    [Fact]
    public void The_run_says_how_many_outlets_came_out_how()
    {
        var run = RunId.Of(new CampaignId("cmp_1"), 1);
        var held = Decide([], OnInconclusive.Hold);
        OutletVerdict[] verdicts =
        [
            new(run, "out_1", Decide([new("A", 1_000, 100), new("B", 1_000, 50)])), new(run, "out_2", Decide([])), new(run, "", held), new(run, "out_3", held with { Winner = "A", Decision = Verdict.Decided }),
        ];
        var sum = OutletRule.Sum(verdicts, All.Variants);
        Assert.Equal((null, Verdict.ByOutlet), (sum.Winner, sum.Decision));
        Assert.Equal(
            "1 of 4 outlets have a clear winner of their own. In 1 the result is not clear, and what was chosen for that is sent. In 1 the result is not clear, and a person decides. In 1 a person has decided.",
            sum.Reason);
    }

    private static Verdict Decide(VariantCount[] own, OnInconclusive rule = OnInconclusive.SendBest) => OutletRule.Decide(Two, own, All, ExperimentMetric.Click, rule);

    private static long Clicks(Random random, int people, double rate)
    {
        var clicks = 0L;
        for (var person = 0; person < people; person++)
            clicks += random.NextDouble() < rate ? 1 : 0;
        return clicks;
    }
}
