using ActiveReach.Campaigns;

namespace Contracts.Delivery.World;

public static class ChangedRun
{
    /// <summary>The run as the product changes it: what the ledger has to know raises the epoch.</summary>
    public static Run Changed(this Run run, Func<Run, Run> change)
    {
        var after = change(run);
        var isKnown = after.Epoch != run.Epoch || (after.Status == run.Status && after.WindowClosesAt == run.WindowClosesAt && after.CompletedAt == run.CompletedAt);
        return isKnown ? after : after with { Epoch = run.Epoch + 1 };
    }
}
