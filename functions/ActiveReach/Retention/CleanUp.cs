using ActiveReach.Requests;
using ActiveReach.Workspaces;

namespace ActiveReach.Retention;

/// <summary>Removes what each workspace has kept long enough, and answers that nobody may ask for again, in small transactions, so that nobody waits
/// for it. What it doesn't manage this time it goes on with the next.</summary>
public sealed class CleanUp(IEnumerable<RetentionStep> steps, IEnumerable<IAppRetention> ofTheApp, WorkspaceRegister workspaces, KeptAnswers answers, TimeProvider clock)
{
    /// <summary>Rows of one transaction.</summary>
    public const int AtOnce = 500;

    /// <summary>Most transactions for one thing of a workspace in one go: 100,000 rows.</summary>
    public const int MostTransactions = 200;

    /// <returns>How much was removed.</returns>
    public async Task<long> RunAsync(CancellationToken cancellation = default)
    {
        await answers.RemoveExpiredAsync(clock.GetUtcNow(), cancellation);
        var removed = 0L;
        foreach (var kept in ofTheApp)
            removed += await kept.RemoveOldAsync(clock.GetUtcNow(), cancellation);
        foreach (var id in await workspaces.AllAsync(cancellation))
        {
            if (await workspaces.FindAsync(id, cancellation) is not { } workspace)
                continue;
            var kept = workspace.Of<RetentionSettings>().Retention;
            foreach (var step in steps)
                removed += await RemoveAsync(id, step, step.Period(kept), cancellation);
        }

        return removed;
    }

    private async Task<long> RemoveAsync(WorkspaceId workspace, RetentionStep step, TimeSpan period, CancellationToken cancellation)
    {
        var (removed, before) = (0L, clock.GetUtcNow() - period);
        for (var transaction = 0; transaction < MostTransactions; transaction++)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = await step.RemoveAsync(workspace, before, AtOnce, cancellation);
            removed += count;
            if (count < AtOnce)
                break;
        }

        return removed;
    }
}
