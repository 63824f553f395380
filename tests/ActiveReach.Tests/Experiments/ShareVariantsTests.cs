using ActiveReach.Experiments;
using ActiveReach.Ids;
using ActiveReach.Delivery.Planning;

namespace ActiveReach.Tests.Experiments;

public sealed class ShareVariantsTests
{
    private static readonly double[] Rates = [0.05, 0.07, 0.05];

    [Fact]
    public void Without_any_run_before_all_get_the_same() =>
        Assert.All(ShareVariants.Of(Posterior.OfRates([new("A", 0, 0), new("B", 0, 0)])), share => Assert.Equal(0.5, share, 6));

    [Fact]
    public void Even_the_worst_gets_its_chance_and_shares_come_to_one()
    {
        var shares = ShareVariants.Of(Posterior.OfRates([new("A", 10_000, 100), new("B", 10_000, 5_000), new("C", 10_000, 90)]));
        Assert.Equal([ShareVariants.Least, 1 - (2 * ShareVariants.Least), ShareVariants.Least], shares.Select(share => Math.Round(share, 6)));
        Assert.Equal(1, shares.Sum(), 9);
    }

    [Fact]
    public void Over_sixty_runs_the_best_variant_gets_most_and_far_more_is_clicked_than_by_equal_shares()
    {
        var random = new Random(20261204);
        var (clicks, sent, last) = (0L, 0L, 0.0);
        for (var campaign = 0; campaign < 20; campaign++)
        {
            var counts = Rates.Select((_, index) => new VariantCount($"V{index}", 0, 0)).ToList();
            for (var run = 0; run < ShareVariants.MostRuns; run++)
            {
                var shares = ShareVariants.Of(Posterior.OfRates(counts));
                counts = [.. counts.Select((count, index) => More(random, count, (int)(500 * shares[index]), Rates[index]))];
                last += run == ShareVariants.MostRuns - 1 ? shares[1] / 20 : 0;
            }

            clicks += counts.Sum(count => count.Successes);
            sent += counts.Sum(count => count.Exposed);
        }

        // Equal shares would click 5.67 %, the best alone 7 %.
        Assert.InRange(clicks / (double)sent, 0.064, 0.07);
        Assert.InRange(last, 0.8, 1);
    }

    [Fact]
    public void People_are_shared_out_as_asked_and_anew_in_each_run()
    {
        var campaign = new CampaignId("cmp_1");
        var people = Enumerable.Range(1, 20_000).Select(id => new ContactId(id)).ToList();
        double[] shares = [0.2, 0.7, 0.1];
        var (first, second) = (new ExperimentSplit(campaign, RunId.Of(campaign, 1)), new ExperimentSplit(campaign, RunId.Of(campaign, 2)));
        for (var variant = 0; variant < shares.Length; variant++)
            Assert.Equal(shares[variant], people.Count(person => first.Variant(person, shares) == variant) / (double)people.Count, 0.02);
        Assert.InRange(people.Count(person => first.Variant(person, shares) == second.Variant(person, shares)) / (double)people.Count, 0.5, 0.58);
    }

    private static VariantCount More(Random random, VariantCount count, int people, double rate) =>
        count with { Exposed = count.Exposed + people, Successes = count.Successes + Enumerable.Range(0, people).Count(_ => random.NextDouble() < rate) };
}
