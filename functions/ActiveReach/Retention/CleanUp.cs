using ActiveReach.Requests;
using ActiveReach.Workspaces;

namespace ActiveReach.Retention;

/// <summary>Removes what each workspace has kept long enough, and answers that nobody will ask for again, in small transactions, so that nobody waits for it. What it doesn't
/// manage this time it goes on with the next.</summary>
public sealed class CleanUp(IRetentionStore store, WorkspaceRegister workspaces, KeptAnswers answers, TimeProvider clock)
{
    /// <summary>Rows of one transaction.</summary>
    public const int AtOnce = 500;

    /// <summary>Most transactions for one thing of a workspace in one go: 100,000 rows.</summary>
    public const int MostTransactions = 200;

    /// <returns>How much was removed.</returns>
    public async Task<long> RunAsync(CancellationToken cancellation = default)
    {
        var removed = await answers.RemoveExpiredAsync(clock.GetUtcNow(), cancellation);
        foreach (var id in await workspaces.AllAsync(cancellation))
        {
            if (await workspaces.FindAsync(id, cancellation) is not { } workspace)
                continue;
            var kept = workspace.Of<RetentionSettings>().Retention;
            removed += await RemoveAsync(id, KeptThing.Event, kept.Events, cancellation);
            removed += await RemoveAsync(id, KeptThing.Reply, kept.Replies, cancellation);
            removed += await RemoveAsync(id, KeptThing.PendingIdentity, kept.PendingIdentities, cancellation);
            removed += await RemoveAsync(id, KeptThing.ImportReport, kept.ImportReports, cancellation);
        }

        return removed;
    }

    private async Task<long> RemoveAsync(WorkspaceId workspace, KeptThing thing, TimeSpan period, CancellationToken cancellation)
    {
        var (removed, before) = (0L, clock.GetUtcNow() - period);
        for (var transaction = 0; transaction < MostTransactions; transaction++)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = await store.RemoveAsync(workspace, thing, before, AtOnce, cancellation);
            removed += count;
            if (count < AtOnce)
                break;
        }

        return removed;
    }
}
