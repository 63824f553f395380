using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Imports;

/// <summary>Imports and the rows they bring; rows and progress are one transaction, so that nothing is imported twice.</summary>
public interface IImportStore
{
    /// <summary>Again changes nothing.</summary>
    Task AddAsync(ImportJob job, CancellationToken cancellation = default);

    Task<ImportJob?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default);

    /// <summary>A batch for rows of this job.</summary>
    ImportBatch Begin(ImportJob job, Workspace workspace, RowParser parser);

    /// <summary>Stores the rows of a batch and the progress of their job: a contact each, or an entry of the report.</summary>
    /// <returns>The job as it stands now, or null when it has moved on since <paramref name="job"/> was read: somebody else runs it.</returns>
    Task<ImportJob?> CommitAsync(ImportJob job, ImportBatch batch, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Replaces the job if its rows are still as many and it isn't over; false otherwise.</summary>
    Task<bool> TryUpdateAsync(ImportJob job, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>The next entries of the report behind (<paramref name="line"/>, <paramref name="part"/>), in order. Details are kept for the
    /// first <see cref="MostReported"/> rejected rows, and of as many warnings.</summary>
    Task<IReadOnlyList<(ImportError Error, int Part)>> ErrorsAsync(string id, long line, int part, int limit, CancellationToken cancellation = default);

    /// <summary>Jobs that are not over and that nobody has touched since then: their message is lost, or their worker died.</summary>
    Task<IReadOnlyList<ImportJob>> StalledAsync(DateTimeOffset since, CancellationToken cancellation = default);

    /// <summary>Rejected rows with details in the report of one import.</summary>
    const int MostReported = 10_000;
}
