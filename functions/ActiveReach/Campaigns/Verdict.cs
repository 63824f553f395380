using System.Text.Json.Serialization;

namespace ActiveReach.Campaigns;

/// <summary>How an experiment was decided, with the error it states.</summary>
/// <param name="Winner">Null while a person has to decide, and where each outlet has its own.</param>
/// <param name="Decision"><c>clear</c>, <c>send_best</c>, <c>send_control</c>, <c>held</c>, <c>decided</c> (by a person), <c>by_outlet</c> (each outlet has a verdict of its own) or <c>sampling</c>
/// (nobody ever decides).</param>
/// <param name="Reason">A sentence for people.</param>
public sealed record Verdict(string? Winner, string Decision, string Reason, IReadOnlyList<VariantResult> Variants)
{
    public const string Clear = "clear";

    public const string SendBest = "send_best";

    public const string SendControl = "send_control";

    public const string Held = "held";

    public const string Decided = "decided";

    public const string ByOutlet = "by_outlet";

    public const string Sampling = "sampling";
}

/// <param name="Exposed">Contacts that the variant was handed to.</param>
/// <param name="Successes">Contacts with the metric's event inside the test.</param>
/// <param name="ProbabilityBest">Posterior probability that this variant has the highest rate.</param>
/// <param name="ExpectedLoss">Expected rate given up by sending this variant, in points of the rate; of revenue, what is given up a contact.</param>
public sealed record VariantResult(string Variant, long Exposed, long Successes, double ProbabilityBest, double ExpectedLoss)
{
    /// <summary>What is credited to its contacts, in the campaign's currency; null where the metric is not revenue.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Worth { get; init; }
}
