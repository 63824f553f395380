using ActiveReach.Campaigns;

namespace ActiveReach.Analytics;

/// <summary>The answer of <c>campaigns/{id}/analytics</c>: distinct contacts of each run, summed over runs.</summary>
public sealed record CampaignAnalytics : FigureSet
{
    public CampaignAnalytics(FigureSet whole)
        : base(whole)
    {
    }

    /// <summary>Whether the figures change no more, but for late conversions: the reply window of every run is over, and its receipts are in or
    /// their time is (<c>receiptWait</c> of the workspace).</summary>
    public bool Final { get; init; }

    /// <summary>The moment that final figures show: what was reported later is in the timelines of contacts and not here. Null while they are not
    /// final: then they show the moment of the question.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>When they will be final at the latest; null once they are, and while that can't be said.</summary>
    public DateTimeOffset? FinalBy { get; init; }

    /// <summary>In words what figures mean that don't speak for themselves, by the name of the figure: <c>uncertain</c>, <c>pending</c>.</summary>
    public IReadOnlyDictionary<string, string> Explained { get; init; } = new Dictionary<string, string>();

    /// <summary>By channel, counting messages instead of contacts; each with its own sum.</summary>
    public IReadOnlyDictionary<string, FigureSet> Attempts { get; init; } = new Dictionary<string, FigureSet>();

    /// <summary>The currency of <see cref="FigureSet.Revenue"/>; null for a campaign that counts no conversions.</summary>
    public string? Currency { get; init; }

    /// <summary>The rule by which conversions are credited to messages: <c>last_touch</c>; null for a campaign that counts none.</summary>
    public string? Attribution { get; init; }

    public decimal Spend { get; init; }

    /// <summary>What each rate is a share of.</summary>
    public IReadOnlyDictionary<string, string> RateDenominators { get; init; } = FigureRates.Denominators;

    /// <summary>By what <c>by</c> asked for: <c>channel</c>, <c>outlet</c>, <c>variant</c>, <c>run</c>, <c>stage</c>, <c>hour</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FigureSet>> Breakdowns { get; init; } = new Dictionary<string, IReadOnlyList<FigureSet>>();

    public ExperimentFigures? Experiment { get; init; }
}

/// <summary>How the experiment of the latest run stands.</summary>
public sealed record ExperimentFigures
{
    public required ExperimentMetric Metric { get; init; }

    public required double Sample { get; init; }

    public required double Holdout { get; init; }

    /// <summary>Whether there is one winner, or one for each outlet: then <c>campaigns/{id}/experiment</c> has them.</summary>
    public required ExperimentScope Scope { get; init; }

    /// <summary>Null while the test runs or a person has to decide, and where each outlet has its own.</summary>
    public string? Winner { get; init; }

    /// <summary><c>testing</c> until there is a verdict; see <see cref="Verdict"/>.</summary>
    public required string Decision { get; init; }

    public required string Reason { get; init; }

    /// <summary>Of the winner, or of the best variant without one.</summary>
    public double? ProbabilityBest { get; init; }

    /// <summary>In points of the rate, of the same variant.</summary>
    public double? ExpectedLoss { get; init; }

    public IReadOnlyList<VariantResult> Variants { get; init; } = [];

    /// <summary>Null where the run has no experiment.</summary>
    /// <param name="verdict">That of an outlet; null for the whole run's.</param>
    internal static ExperimentFigures? Of(Run run, Verdict? verdict = null)
    {
        if (run.Definition.Experiment is not { } experiment)
            return null;
        var isOutlets = verdict is not null;
        verdict ??= run.Verdict;
        var shown = verdict?.Variants.FirstOrDefault(each => each.Variant == verdict.Winner) ?? verdict?.Variants.MaxBy(each => each.ProbabilityBest);
        return new ExperimentFigures
        {
            Metric = experiment.Metric,
            Sample = experiment.Sample,
            Holdout = experiment.Holdout,
            Scope = experiment.Scope,
            Winner = isOutlets ? verdict!.Winner : verdict?.Winner ?? run.Winner,
            Decision = verdict?.Decision ?? "testing",
            Reason = verdict?.Reason ?? "The test is not over yet.",
            ProbabilityBest = shown?.ProbabilityBest,
            ExpectedLoss = shown?.ExpectedLoss,
            Variants = verdict?.Variants ?? [],
        };
    }
}
