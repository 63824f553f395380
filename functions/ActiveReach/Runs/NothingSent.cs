using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Figures;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;

namespace ActiveReach.Runs;

/// <summary>Asks the ledger of a settled run why nobody was sent anything. A run that handed over a message is not counted for it.</summary>
public sealed class NothingSent(RunRecords runs, StageLedger stages, RunFigures figures)
{
    /// <summary>Null when something was sent, or may have been.</summary>
    public async Task<NobodyReached?> WhyAsync(RunId id, CancellationToken cancellation = default)
    {
        var run = await runs.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"The run '{id}' is not in the store.");
        for (var stage = Stage.TestSlice; stage <= run.Stage; stage++)
        {
            if ((await stages.ReadAsync(id, stage, cancellation)).LastHandedAt is not null)
                return null;
        }

        var whole = (await figures.CountAsync([id], FigureGrouping.None, cancellation))[0];
        return whole.Skipped.Values.Sum() < whole.Recipients
            ? null
            : NobodyReached.Of(whole.Recipients, whole.Skipped, [.. run.Definition.Channels.Select(choice => choice.Channel)]);
    }
}
