using ActiveReach.Campaigns;
using ActiveReach.Consent;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Stages;

/// <summary>Settles what a cancelled or failed run has not sent. Batches that are being sent at this moment settle by
/// themselves or, after a crash, with a later call.</summary>
public sealed class CancelDelivery(IStageLedger ledger, IRunStore runs)
{
    private const int BatchesACall = 200;

    /// <summary>Goes on until only batches in flight are left.</summary>
    public async Task<CancelProgress> SettleAsync(RunId id, CancellationToken cancellation = default)
    {
        var run = await runs.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"The run '{id}' is not in the store.");
        if (run.Status is not (RunStatus.Cancelled or RunStatus.Failed))
            throw new InvalidOperationException($"The run '{id}' is {run.Status}; only a cancelled or failed one is settled this way.");

        while (true)
        {
            var progress = await ledger.CancelAsync(run, SkipReason.Cancelled, BatchesACall, cancellation);
            if (progress.Left == 0)
                return progress;
        }
    }
}
