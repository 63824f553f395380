using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Imports;

/// <summary>Rows of imports on their way into the contacts.</summary>
public interface IImportRows
{
    /// <summary>Takes rows of this job from now on; again changes nothing. While it does, no custom field of the workspace gets another type.</summary>
    /// <returns>False once it is closed.</returns>
    Task<bool> OpenAsync(ImportJob job, CancellationToken cancellation = default);

    /// <summary>Stores a batch, all of it or nothing, as if each row were saved behind the one before it. The batch that was stored last may come
    /// again: nothing happens then, and the answer is the same.</summary>
    /// <returns>What became of each row; null when the batch is not the next one, or its import is not open: somebody else has gone on with it, or
    /// has ended it.</returns>
    Task<IReadOnlyList<RowOutcome>?> StoreAsync(Workspace workspace, ImportBatch batch, CancellationToken cancellation = default);

    /// <summary>Takes no rows of this job any more; again changes nothing.</summary>
    Task CloseAsync(ImportJob job, DateTimeOffset at, CancellationToken cancellation = default);
}
