using ActiveReach.Campaigns.Records;
using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Writes what somebody does with a run: its document first, and what follows from it then. The intent to do so is committed with the
/// document, so nothing of it is lost with the process.</summary>
public sealed class RunWriter(IDocuments documents, RunRecords runs, IRunFence fence, DeriveStatus derive, PendingIntents intents)
{
    /// <summary>How long whoever asked waits for what follows; it goes on by itself after that.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="after">The run with its change; of the revision that was read.</param>
    /// <param name="told">For the audit trail; null where it is told elsewhere.</param>
    /// <returns>Null when somebody was faster.</returns>
    public async Task<Steered<Run>?> TryMoveAsync(Run after, IReadOnlyList<Intent> rings, AuditEntry? told, CancellationToken cancellation = default)
    {
        var follow = Intent.ToFollow(after, told);
        return await runs.TryWriteAsync(after, [.. rings, follow], cancellation) is { } written ? new Steered<Run>(written, await HasFollowedAsync(written, follow)) : null;
    }

    private async Task<bool> HasFollowedAsync(Run run, Intent follow)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await FollowAsync(follow, patience.Token);
            await intents.ConfirmAsync([new PendingIntent(run.Workspace.PartitionOf(run.Campaign.Value), follow, 0)], patience.Token);
            return true;
        }
        catch (Exception)
        {
            // The move is written and the intent with it: the reconciler carries it out, and tells if it can't.
            return false;
        }
    }

    /// <summary>Carries out what follows from a move: the fence of the ledger, the entry of the audit trail, the status of the campaign.</summary>
    public async Task FollowAsync(Intent follow, CancellationToken cancellation = default)
    {
        if (follow.Moved is not { } id || await runs.FindAsync(id, cancellation) is not { } run)
            return;
        await fence.RaiseAsync(run, cancellation);
        if (follow.Told is { } told)
            await documents.TryAsync(told.Workspace.Partition, AuditTrail.Tell(told, follow.Id), cancellation);
        await derive.RunAsync(run.Workspace, run.Campaign, cancellation);
    }
}
