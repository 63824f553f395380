using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Experiments;

/// <summary>Where the choice of a winner stands.</summary>
/// <param name="Winner">The variant that the rest gets; null while it is not chosen, and where each outlet has its own.</param>
/// <param name="DecidesAt">When the test is over; null when it is over, and then a person decides what is not decided.</param>
/// <param name="IsByOutlet">Whether each outlet has its own, and all of them have one.</param>
public sealed record WinnerLook(string? Winner, DateTimeOffset? DecidesAt, bool IsByOutlet = false);

/// <summary>Chooses the variant for the rest of the audience when the test is over: its duration counted from the last hand-over of
/// the slice. Where each outlet gets a winner of its own, all are chosen at this one time. Written once; every later call gives the same answer.</summary>
public sealed class ChooseWinner(
    ILedger ledger, IConversions conversions, StageLedger stages, RunRecords runs, OutletVerdicts outlets, WorkspaceRegister workspaces, TimeProvider clock)
{
    public async Task<WinnerLook> LookAsync(RunId id, CancellationToken cancellation = default)
    {
        while (true)
        {
            var run = await runs.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"The run '{id}' is not in the store.");
            var experiment = run.Definition.Experiment ?? throw new InvalidOperationException($"The run '{id}' has no experiment to decide.");
            if (run.Verdict is { Decision: Verdict.ByOutlet })
                return new WinnerLook(null, null, IsByOutlet: (await outlets.HeldAsync(run, limit: 1, cancellation)).Count == 0);
            if (run.Winner is not null || run.Verdict is not null)
                return new WinnerLook(run.Winner, null);

            var slice = await stages.ReadAsync(id, Stage.TestSlice, cancellation);
            var decidesAt = slice.LastHandedAt + experiment.Duration;
            if (decidesAt > clock.GetUtcNow())
                return new WinnerLook(null, decidesAt);

            var verdict = await DecideAsync(run, experiment, cancellation);
            await runs.TryUpdateAsync(run with { Winner = verdict.Winner, Verdict = verdict }, cancellation: cancellation);
        }
    }

    private async Task<Verdict> DecideAsync(Run run, ExperimentDefinition experiment, CancellationToken cancellation)
    {
        var metric = experiment.Metric;
        var tallies = await ledger.TalliesAsync(run.Id, cancellation);
        var converted = metric.IsCounted ? [] : await conversions.SumsAsync(run.Id, cancellation);
        var currency = run.Definition.Conversion?.Currency ?? (await workspaces.ReadAsync(run.Workspace, cancellation)).Currency;
        IReadOnlyList<string> variants = [.. run.Definition.Variants.Select(variant => variant.Id)];
        var all = WinnerRule.Decide(variants, VariantCount.Of(tallies, converted, metric, currency), metric, experiment.OnInconclusive);
        if (!run.Definition.DecidesByOutlet)
            return all;

        // Outlets are decided about once each, before the run says that they are: a try that ends in the middle is gone on with.
        var counts = VariantCount.ByOutlet(tallies, converted, metric, currency);
        var decided = Concerned(tallies).Select(outlet => new OutletVerdict(run.Id, outlet, OutletRule.Decide(variants, counts[outlet], all, metric, experiment.OnInconclusive)));
        await outlets.KeepAsync(run, [.. decided], cancellation);
        return OutletRule.Sum(await outlets.AllAsync(run, cancellation), all.Variants);
    }

    /// <summary>Outlets in which somebody was tested or waits for what is decided.</summary>
    private static IEnumerable<string> Concerned(IReadOnlyList<Tally> tallies) => tallies
        .Where(tally => tally.Key is { Scope: TallyScope.People, Stage: Stage.TestSlice } ? tally[Counted.Sent] > 0 : tally.Key.Scope is TallyScope.People && tally[Counted.Unsettled] > 0)
        .Select(tally => tally.Key.Outlet).Distinct(StringComparer.Ordinal);
}
