using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Imports;

/// <summary>Rows of imports on their way into the contacts. Rows, their report and how many there are of a job are one transaction, so that
/// nothing is imported twice.</summary>
public interface IImportRows
{
    /// <summary>Takes rows of this job from now on; again changes nothing. While it does, no custom field of the workspace gets another type.</summary>
    /// <returns>The job with what is stored of it; null once it is closed.</returns>
    Task<ImportJob?> OpenAsync(ImportJob job, CancellationToken cancellation = default);

    /// <summary>A batch for rows of this job.</summary>
    ImportBatch Begin(ImportJob job, Workspace workspace, RowParser parser);

    /// <summary>Stores the rows of a batch: a contact each, or an entry of the report.</summary>
    /// <returns>The job as it stands now, or null when it has moved on since <paramref name="job"/> was read, or is closed: somebody else runs
    /// it, or has ended it.</returns>
    Task<ImportJob?> CommitAsync(ImportJob job, ImportBatch batch, CancellationToken cancellation = default);

    /// <summary>Takes no rows of this job any more; again changes nothing.</summary>
    Task CloseAsync(ImportJob job, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>The next entries of the report behind (<paramref name="line"/>, <paramref name="part"/>), in order. Details are kept for the
    /// first <see cref="MostReported"/> rejected rows, and of as many warnings.</summary>
    Task<IReadOnlyList<(ImportError Error, int Part)>> ErrorsAsync(string id, long line, int part, int limit, CancellationToken cancellation = default);

    /// <summary>Removes at most <paramref name="limit"/> entries of reports of jobs that were closed before then, in one transaction; the number of them.</summary>
    Task<int> RemoveReportsAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default);

    /// <summary>Rejected rows with details in the report of one import.</summary>
    const int MostReported = 10_000;
}
