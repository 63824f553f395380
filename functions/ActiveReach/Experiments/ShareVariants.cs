using System.Globalization;
using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Experiments;

/// <summary>How the next run of a campaign with many shares out its variants: each as often as it is probable that it is the best, after the runs before. Nobody has to
/// end such an experiment: what is better is sent more and more, and what only looked worse gets its chance again.</summary>
/// <remarks>Thompson sampling by matching probabilities: a draw for each contact would come to the same shares.</remarks>
public sealed class ShareVariants(ILedger ledger, IConversions conversions, RunRecords runs)
{
    /// <summary>What each variant gets at least, so that it never stops learning.</summary>
    public const double Least = 0.05;

    /// <summary>Runs that are asked, the latest: what people like changes.</summary>
    public const int MostRuns = 60;

    /// <summary>The run with the shares of its variants, and how they came about; as it is where it compares none this way.</summary>
    public async Task<Run> ShareAsync(Run run, Workspace workspace, CancellationToken cancellation = default)
    {
        if (run.Definition is not { Experiment: { Method: ExperimentMethod.Thompson } experiment, Variants.Count: > 1 })
            return run;
        var before = (await runs.ListAsync(run.Workspace, run.Campaign, cancellation)).Where(each => each.Id != run.Id && TextOf(each) == TextOf(run)).TakeLast(MostRuns);
        var counts = new List<VariantCount>();
        foreach (var each in before)
        {
            var converted = experiment.Metric.IsCounted ? [] : await conversions.SumsAsync(each.Id, cancellation);
            counts.AddRange(VariantCount.Of(
                await ledger.TalliesAsync(each.Id, cancellation), converted, experiment.Metric, run.Definition.Conversion?.Currency ?? workspace.Currency, stage: null));
        }

        var known = VariantCount.Sum(counts).ToDictionary(count => count.Variant, StringComparer.Ordinal);
        IReadOnlyList<VariantCount> all = [.. run.Definition.Variants.Select(variant => known.GetValueOrDefault(variant.Id, new VariantCount(variant.Id, 0, 0)))];
        var results = experiment.Metric is ExperimentMetric.Revenue ? Posterior.OfWorth(all) : Posterior.OfRates(all);
        var shares = Of(results);
        var words = string.Join(", ", results.Select((result, index) => string.Create(CultureInfo.InvariantCulture, $"{result.Variant} {shares[index]:P0}")));
        return run with { Shares = shares, Verdict = new Verdict(null, Verdict.Sampling, $"Shared out by what came of the runs before: {words}.", results) };
    }

    /// <summary>In the order of the variants; they come to 1.</summary>
    internal static IReadOnlyList<double> Of(IReadOnlyList<VariantResult> results) =>
        [.. results.Select(result => Least + ((1 - (Least * results.Count)) * result.ProbabilityBest))];

    /// <summary>What came of other texts says nothing.</summary>
    private static string TextOf(Run run) => JsonSerializer.Serialize(run.Definition.Variants, Wire.Json);
}
