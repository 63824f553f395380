using ActiveReach.Audiences.Imports;
using ActiveReach.Workspaces;

namespace Contracts.Audiences.Imports;

/// <summary>Rows whose process dies after some batches.</summary>
/// <param name="isStored">Whether one more is stored, and nobody told.</param>
public sealed class StopsAfter(IImportRows store, int batches, bool isStored, Action die) : IImportRows
{
    private int left = batches;

    public async Task<IReadOnlyList<RowOutcome>?> StoreAsync(Workspace workspace, ImportBatch batch, CancellationToken cancellation = default)
    {
        if (left-- > 0)
            return await store.StoreAsync(workspace, batch, cancellation);
        if (isStored)
            await store.StoreAsync(workspace, batch, cancellation);
        die();
        throw new IOException("The power is gone.");
    }

    public Task<bool> OpenAsync(ImportJob job, CancellationToken cancellation = default) => store.OpenAsync(job, cancellation);

    public Task CloseAsync(ImportJob job, DateTimeOffset at, CancellationToken cancellation = default) => store.CloseAsync(job, at, cancellation);
}
