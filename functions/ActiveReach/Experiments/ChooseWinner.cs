using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Experiments;

/// <summary>Where the choice of a winner stands.</summary>
/// <param name="Winner">The variant that the rest gets; null while it is not chosen.</param>
/// <param name="DecidesAt">When the test is over; null when it is over, and then a person decides.</param>
public sealed record WinnerLook(string? Winner, DateTimeOffset? DecidesAt);

/// <summary>Chooses the variant for the rest of the audience when the test is over: its duration counted from the last hand-over of
/// the slice. Written once; every later call gives the same answer.</summary>
public sealed class ChooseWinner(ILedger ledger, IConversions conversions, StageLedger stages, RunRecords runs, WorkspaceRegister workspaces, TimeProvider clock)
{
    public async Task<WinnerLook> LookAsync(RunId id, CancellationToken cancellation = default)
    {
        while (true)
        {
            var run = await runs.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"The run '{id}' is not in the store.");
            var experiment = run.Definition.Experiment ?? throw new InvalidOperationException($"The run '{id}' has no experiment to decide.");
            if (run.Winner is not null || run.Verdict is not null)
                return new WinnerLook(run.Winner, null);

            var slice = await stages.ReadAsync(id, Stage.TestSlice, cancellation);
            var decidesAt = slice.LastHandedAt + experiment.Duration;
            if (decidesAt > clock.GetUtcNow())
                return new WinnerLook(null, decidesAt);

            var counts = await CountAsync(run, experiment.Metric, cancellation);
            var verdict = WinnerRule.Decide([.. run.Definition.Variants.Select(variant => variant.Id)], counts, experiment.Metric, experiment.OnInconclusive);
            if (await runs.TryUpdateAsync(run with { Winner = verdict.Winner, Verdict = verdict }, cancellation: cancellation) is not null)
                return new WinnerLook(verdict.Winner, null);
        }
    }

    private async Task<IReadOnlyList<VariantCount>> CountAsync(Run run, ExperimentMetric metric, CancellationToken cancellation)
    {
        var converted = metric.IsCounted ? [] : await conversions.SumsAsync(run.Id, cancellation);
        var currency = run.Definition.Conversion?.Currency ?? (await workspaces.ReadAsync(run.Workspace, cancellation)).Currency;
        return VariantCount.Of(await ledger.TalliesAsync(run.Id, cancellation), converted, metric, currency);
    }
}
