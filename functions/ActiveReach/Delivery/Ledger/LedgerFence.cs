using ActiveReach.Campaigns;

namespace ActiveReach.Delivery.Ledger;

/// <summary>The fence of a run in the shards of its ledger.</summary>
public sealed class LedgerFence(ILedger ledger) : IRunFence
{
    public Task RaiseAsync(Run run, CancellationToken cancellation = default) => ledger.RaiseAsync(run.Id, Fence.Of(run), cancellation);
}
