using ActiveReach.Benchmarks.Scale;
using Azure.Emulators;

namespace ActiveReach.Infra;

/// <summary>How far it goes, as docs/scale.md says it.</summary>
public sealed class ScaleTests
{
    private static readonly Demand Usual = new();

    [Fact]
    public void The_document_shows_what_the_command_writes() =>
        Assert.Contains("```\n" + ScaleReport.Of(Usual) + "```\n", File.ReadAllText(Path.Combine(Repository.Root, "docs", "scale.md")), StringComparison.Ordinal);

    [Fact]
    public void The_ledger_breaks_first_and_larger_windows_spare_it()
    {
        var limits = Limit.Of(Usual).OrderBy(limit => limit.PerMinute).ToList();
        var larger = Limit.Of(Usual with { Window = BatchRequests.Recipients });

        Assert.Equal("storage account of the ledger", limits[0].Name);
        Assert.True(larger.Single(limit => limit.Name == limits[0].Name).PerMinute > limits[0].PerMinute);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(5_000_000)]
    public void A_peak_goes_no_faster_than_what_breaks_first_allows(long messages)
    {
        var outcome = new PeakSimulation(Usual, 1).Run(messages);

        // Until receipts come in the ledger is the senders' alone.
        var fastest = 20_000 / Usual.LedgerRequestsForOne;
        Assert.InRange(outcome.SentIn, messages / fastest, (2 * messages / fastest) + 2);
        Assert.True(outcome.SettledIn * 20_000.0 >= messages * (Usual.LedgerRequestsForOne + Usual.ReceiptRequestsForOne) * 0.98, $"Settled in {outcome.SettledIn} s: more requests than the account takes.");
    }

    [Fact]
    public void A_provider_that_takes_less_is_what_holds_it()
    {
        var outcome = new PeakSimulation(Usual, 1, ProviderPerMinute: 6_000).Run(60_000);

        Assert.Equal((600, "providers"), (outcome.SentIn, outcome.HeldBy));
    }

    [Fact]
    public void Deployments_share_a_peak() =>
        Assert.InRange(new PeakSimulation(Usual, 5).Run(5_000_000).SentIn, 1, (new PeakSimulation(Usual, 1).Run(5_000_000).SentIn / 5) + 60);
}
