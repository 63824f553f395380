using System.Globalization;
using ActiveReach.Campaigns;
using ActiveReach.Experiments;

namespace ActiveReach.Analytics.Preflight;

/// <summary>What the test of a campaign can see at all.</summary>
/// <param name="PerVariant">Contacts of the smallest variant, of all outlets together.</param>
/// <param name="AssumedRate">What is taken as the usual rate of the metric.</param>
/// <param name="SmallestVisible">The least rate above it that a test of this size finds in 80 % of cases; null where it finds none.</param>
/// <param name="Reading">The same in a sentence.</param>
public sealed record TestForecast(long PerVariant, double AssumedRate, double? SmallestVisible, string Reading)
{
    /// <summary>Null where nothing is tested, and for revenue, which has no usual rate.</summary>
    internal static TestForecast? Of(CampaignDefinition definition, IReadOnlyDictionary<string, long> tested)
    {
        if (!definition.TestsFirst || definition.Variants.Count < 2 || Usual(definition.Experiment!.Metric) is not { } rate)
            return null;
        var perVariant = definition.Variants.Min(variant => tested.GetValueOrDefault(variant.Id));
        var visible = perVariant > 0 ? Power.SmallestVisible(rate, perVariant) : null;
        var seen = visible is { } lifted ? $"a variant that reaches {lifted:P1} is told apart" : (FormattableString)$"nothing is told apart";
        return new TestForecast(perVariant, rate, visible, string.Create(
            CultureInfo.InvariantCulture,
            $"With {perVariant} contacts a variant and a usual rate of {rate:P1} {seen.ToString(CultureInfo.InvariantCulture)} in {Power.Stated:P0} of tests; smaller differences mostly end without a clear winner.{(definition.DecidesByOutlet ? " Each outlet is decided by its own people, and sees as much only if it has so many of its own." : "")}"));
    }

    /// <summary>Middling rates of marketing messages; what somebody's own are, their figures tell.</summary>
    private static double? Usual(ExperimentMetric metric) => metric switch
    {
        ExperimentMetric.Open => 0.25,
        ExperimentMetric.Click => 0.03,
        ExperimentMetric.Reply => 0.02,
        ExperimentMetric.Conversion => 0.02,
        _ => null,
    };
}
