using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Experiments;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Problems;

namespace ActiveReach.Analytics;

/// <summary>How the experiment of a campaign's latest run stands, and how it does in each outlet where each has a winner of its own.</summary>
public sealed class ShowExperiment(RunRecords runs, OutletVerdicts verdicts, OutletDirectories outlets)
{
    /// <param name="location">Id, external id or name of the only outlet, <see cref="DecideOutlets.None"/> for people without one; null for all.</param>
    public async Task<ExperimentReport> ReadAsync(Campaign campaign, PageQuery page, string? location, CancellationToken cancellation = default)
    {
        if (await runs.ListAsync(campaign.Workspace, campaign.Id, cancellation) is not [.., var run] || ExperimentFigures.Of(run) is not { } figures)
            throw new NotFoundException("experiment of campaign", campaign.Id.Value);
        var directory = await outlets.OfAsync(campaign.Workspace, cancellation);
        var outlet = location switch { null => null, DecideOutlets.None => OutletVerdict.NoOutlet, _ => directory.Resolve(location) };
        var found = await verdicts.ListAsync(run, page, outlet, cancellation);
        return new ExperimentReport(run.Id.Value, figures, new([.. found.Items.Select(verdict => OutletResult.Of(verdict, directory))], found.NextCursor, found.Total));
    }
}

/// <summary>The answer of <c>campaigns/{id}/experiment</c>.</summary>
/// <param name="Run">The latest run, which the experiment is of.</param>
/// <param name="Outlets">Those that have a winner of their own, or will; empty while the test runs, and where one winner is for everybody.</param>
public sealed record ExperimentReport(string Run, ExperimentFigures Experiment, Page<OutletResult> Outlets);

/// <summary>How the experiment was decided for the people of an outlet.</summary>
public sealed record OutletResult
{
    /// <summary>Id of the outlet; <c>none</c> for people without one.</summary>
    public required string Outlet { get; init; }

    public required string Name { get; init; }

    /// <summary>Null while a person has to decide.</summary>
    public string? Winner { get; init; }

    /// <summary>See <see cref="Verdict"/>.</summary>
    public required string Decision { get; init; }

    public required string Reason { get; init; }

    /// <summary>By what the outlet's own people did.</summary>
    public IReadOnlyList<VariantResult> Variants { get; init; } = [];

    internal static OutletResult Of(OutletVerdict verdict, OutletDirectory directory) => new()
    {
        Outlet = verdict.Outlet == OutletVerdict.NoOutlet ? FigureGroups.None : verdict.Outlet,
        Name = verdict.Outlet == OutletVerdict.NoOutlet ? FigureGroups.NoOutlet : directory.NameOf(verdict.Outlet) ?? verdict.Outlet,
        Winner = verdict.Verdict.Winner,
        Decision = verdict.Verdict.Decision,
        Reason = verdict.Verdict.Reason,
        Variants = verdict.Verdict.Variants,
    };
}
