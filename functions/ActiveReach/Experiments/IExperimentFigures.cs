using ActiveReach.Campaigns;
using ActiveReach.Ids;

namespace ActiveReach.Experiments;

/// <summary>Counts what each variant has reached in the test slice, each contact once.</summary>
public interface IExperimentFigures
{
    /// <summary>One count a variant that was handed to anybody. Metrics that the ledger does not hold count no successes.</summary>
    Task<IReadOnlyList<VariantCount>> CountAsync(RunId run, ExperimentMetric metric, CancellationToken cancellation = default);
}

/// <param name="Exposed">Contacts that the variant was handed to.</param>
/// <param name="Successes">Those of them with the metric's event.</param>
public readonly record struct VariantCount(string Variant, long Exposed, long Successes);
