using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Imports;

/// <summary>Imports as they were asked for, and how far they have come. Those that have something left to do stand in the directory, so that
/// one that nobody works on is found whatever its workspace.</summary>
public sealed class ImportJobs(IDocuments documents)
{
    private static readonly DocumentKind<Kept> Kind = new DocumentKind<Kept>("import", kept => kept.Job.Id).By("createdAt", kept => kept.Job.CreatedAt);

    private static readonly DocumentKind<Unfinished> Directory = new("import-unfinished", import => import.Id);

    /// <summary>Again changes nothing.</summary>
    public async Task AddAsync(ImportJob job, CancellationToken cancellation = default)
    {
        await documents.TryAsync(WorkspacePartition.Directory, Directory.Put(new Unfinished(job.Id, job.Workspace, job.CreatedAt)), cancellation);
        await documents.TryAsync(Partition(job.Workspace), Kind.Add(new Kept(job, job.CreatedAt)), cancellation);
    }

    public async Task<ImportJob?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Kind, Partition(workspace), id, cancellation))?.Value.Job;

    /// <summary>The latest that were asked for, latest first.</summary>
    public async Task<IReadOnlyList<ImportJob>> ListAsync(WorkspaceId workspace, int limit, CancellationToken cancellation = default)
    {
        var page = await documents.QueryAsync(Kind, Kind.In(Partition(workspace)) with { OrderBy = "createdAt", Descending = true, Limit = limit }, cancellation);
        return [.. page.Items.Select(kept => kept.Value.Job)];
    }

    /// <summary>Replaces the job if it has not come further and isn't over; false otherwise.</summary>
    public Task<bool> TryUpdateAsync(ImportJob job, DateTimeOffset at, CancellationToken cancellation = default) =>
        ReplaceAsync(job, at, stored => stored.Rows <= job.Rows, cancellation);

    /// <summary>Notes that the job has come to its next batch; false when somebody else has noted it, or it is over.</summary>
    public Task<bool> TryGoOnAsync(ImportJob job, DateTimeOffset at, CancellationToken cancellation = default) =>
        ReplaceAsync(job, at, stored => stored.Batches == job.Batches - 1, cancellation);

    /// <summary>Nothing is left to do of a job that is over.</summary>
    public Task FinishAsync(ImportJob job, CancellationToken cancellation = default) => documents.TryAsync(WorkspacePartition.Directory, Directory.Delete(job.Id), cancellation);

    /// <summary>Jobs that have something left to do and that nobody has touched since then: their message is lost, or their worker died.</summary>
    public async Task<IReadOnlyList<ImportJob>> StalledAsync(DateTimeOffset since, CancellationToken cancellation = default)
    {
        var stalled = new List<ImportJob>();
        foreach (var import in await documents.AllAsync(Directory, Directory.In(WorkspacePartition.Directory), cancellation))
        {
            if (await documents.FindAsync(Kind, Partition(import.Workspace), import.Id, cancellation) is { Value: var kept })
            {
                if (kept.TouchedAt <= since)
                    stalled.Add(kept.Job);
            }
            else if (import.At <= since)
            {
                // A crash kept its job from coming, and nobody was told of it.
                await documents.TryAsync(WorkspacePartition.Directory, Directory.Delete(import.Id), cancellation);
            }
        }

        return stalled;
    }

    private async Task<bool> ReplaceAsync(ImportJob job, DateTimeOffset at, Func<ImportJob, bool> isDue, CancellationToken cancellation)
    {
        while (await documents.FindAsync(Kind, Partition(job.Workspace), job.Id, cancellation) is { Value.Job: { IsOver: false } stored } found && isDue(stored))
        {
            if (await documents.TryAsync(Partition(job.Workspace), Kind.Replace(new Kept(job, at), found.ETag), cancellation))
                return true;
        }

        return false;
    }

    private static string Partition(WorkspaceId workspace) => workspace.PartitionOf("imports");

    private sealed record Kept(ImportJob Job, DateTimeOffset TouchedAt);

    private sealed record Unfinished(string Id, WorkspaceId Workspace, DateTimeOffset At);
}
