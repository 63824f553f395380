using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Consent;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Stages;

/// <summary>Settles what a cancelled or failed run has not sent. Batches that are being sent at this moment settle by
/// themselves or, after a crash, with a later call.</summary>
public sealed class CancelDelivery(StageLedger ledger, RunRecords runs)
{
    public async Task<CancelProgress> SettleAsync(RunId id, CancellationToken cancellation = default)
    {
        var run = await runs.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"The run '{id}' is not in the store.");
        if (run.Status is not (RunStatus.Cancelled or RunStatus.Failed))
            throw new InvalidOperationException($"The run '{id}' is {run.Status}; only a cancelled or failed one is settled this way.");
        for (var stage = Stage.TestSlice; stage <= run.Stage; stage++)
            await ledger.LeaveAsync(id, stage, cancellation);
        return await ledger.CancelAsync(id, SkipReason.Cancelled, cancellation);
    }
}
