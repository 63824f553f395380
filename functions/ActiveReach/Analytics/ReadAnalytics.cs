using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Records;
using ActiveReach.Conversions;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Figures;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Analytics;

/// <summary>Figures of a campaign, from the sums of the ledger at the moment of asking.</summary>
public sealed class ReadAnalytics(
    RunRecords runs, OutletVerdicts verdicts, RunFigures ledger, FinalFigures final, CreditConversions credit, WorkspaceRegister workspaces, OutletWords outlets, MessageComposer composer)
{
    /// <summary>So many people at most are credited before an answer; who is left is credited within the minute.</summary>
    private const int MostCredited = 200;

    /// <param name="only">One run; null for all.</param>
    /// <param name="location">Id, external id or name of an outlet, for the figures of its people alone; null for all.</param>
    public async Task<CampaignAnalytics> ReadAsync(
        Campaign campaign, IReadOnlyList<FigureGrouping> by, RunId? only = null, string? location = null, CancellationToken cancellation = default)
    {
        var outlet = await outlets.ResolveAsync(campaign.Workspace, location, cancellation);
        var all = await runs.ListAsync(campaign.Workspace, campaign.Id, cancellation);
        var asked = all.Where(run => only is null || run.Id == only).ToList();
        IReadOnlyList<RunId> ids = [.. asked.Select(run => run.Id)];

        var possible = asked.Count == 0 ? null : new PossibleDeeds(asked.Exists(CanBeOpened), asked.Exists(composer.HasLinks));
        var counts = asked.FindLast(run => run.Definition.Conversion is not null)?.Definition.Conversion;
        var currency = counts is null ? null : counts.Currency ?? (await workspaces.ReadAsync(campaign.Workspace, cancellation)).Currency;
        if (counts is not null)
            await credit.RunAsync(campaign.Workspace, MostCredited, cancellation);

        FigureSet Shown(LedgerFigures figures) => FigureSet.Of(figures, possible, currency);
        var figures = await ledger.CountAsync(ids, [FigureGrouping.None, FigureGrouping.Channel, .. by], id => asked.Exists(run => run.Id == id && run.Status is RunStatus.Complete), outlet, cancellation);
        var (whole, channels) = (figures[FigureGrouping.None][0], figures[FigureGrouping.Channel]);
        var breakdowns = by.Distinct().ToDictionary(each => each.ToString().ToLowerInvariant(), each => (IReadOnlyList<FigureSet>)[.. figures[each].Select(Shown)], StringComparer.Ordinal);

        var isFinal = asked.Count > 0 && asked.TrueForAll(run => run.FinalAt is not null);
        return new CampaignAnalytics(Shown(whole))
        {
            Final = isFinal,
            AsOf = isFinal ? asked.Max(run => run.FinalAt) : null,
            FinalBy = isFinal || asked.Count == 0 ? null : await final.LatestAsync(asked, cancellation),
            Explained = Explanations.Of(whole, isFinal),
            Currency = currency,
            Attribution = counts is null ? null : LastTouch.Name,
            Attempts = channels.ToDictionary(group => group.Group, Shown, StringComparer.Ordinal),
            Breakdowns = breakdowns,
            Experiment = asked.Count > 0 ? await ExperimentOfAsync(asked[^1], outlet, cancellation) : null,
        };
    }

    private static bool CanBeOpened(Run run) =>
        run.Definition.Variants.Any(variant => variant.Content.Any(content => ExperimentRules.CanBeOpened(content.Key, content.Value)));

    /// <summary>Of the people of an outlet where it has a winner of its own.</summary>
    private async Task<ExperimentFigures?> ExperimentOfAsync(Run run, string? outlet, CancellationToken cancellation)
    {
        var own = outlet is not null && run.Definition.DecidesByOutlet ? await verdicts.FindAsync(run, outlet, cancellation) : null;
        return ExperimentFigures.Of(run, own?.Value.Verdict);
    }
}
