using ActiveReach.Campaigns.Records;
using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Writes what somebody does with a run: its document first, and what follows from it then. The intent to do so is committed with the
/// document, so nothing of it is lost with the process.</summary>
public sealed class RunWriter(IDocuments documents, RunRecords runs, IRunFence fence, DeriveStatus derive, PendingIntents intents)
{
    /// <param name="after">The run with its change; of the revision that was read.</param>
    /// <param name="told">For the audit trail; null where it is told elsewhere.</param>
    /// <returns>Null when somebody was faster.</returns>
    public async Task<Run?> TryMoveAsync(Run after, IReadOnlyList<Intent> rings, AuditEntry? told, CancellationToken cancellation = default)
    {
        var follow = Intent.ToFollow(after, told);
        if (await runs.TryUpdateAsync(after, [.. rings, follow], cancellation) is not { } written)
            return null;
        await FollowAsync(follow, CancellationToken.None);
        await intents.ConfirmAsync([new PendingIntent(after.Workspace.PartitionOf(after.Campaign.Value), follow, 0)], CancellationToken.None);
        return written;
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
