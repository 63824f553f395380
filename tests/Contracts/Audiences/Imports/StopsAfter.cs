using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Workspaces;

namespace Contracts.Audiences.Imports;

/// <summary>Rows whose process dies after some batches.</summary>
/// <param name="isStored">Whether one more is stored, and nobody told.</param>
internal sealed class StopsAfter(IImportRows store, int batches, bool isStored, Action die) : IImportRows
{
    private int left = batches;

    public async Task<ImportJob?> CommitAsync(ImportJob job, ImportBatch batch, CancellationToken cancellation = default)
    {
        if (left-- > 0)
            return await store.CommitAsync(job, batch, cancellation);
        if (isStored)
            await store.CommitAsync(job, batch, cancellation);
        die();
        throw new IOException("The power is gone.");
    }

    public ImportBatch Begin(ImportJob job, Workspace workspace, RowParser parser) => store.Begin(job, workspace, parser);

    public Task<ImportJob?> OpenAsync(ImportJob job, CancellationToken cancellation = default) => store.OpenAsync(job, cancellation);

    public Task CloseAsync(ImportJob job, DateTimeOffset at, CancellationToken cancellation = default) => store.CloseAsync(job, at, cancellation);

    public Task<IReadOnlyList<(ImportError Error, int Part)>> ErrorsAsync(string id, long line, int part, int limit, CancellationToken cancellation = default) =>
        store.ErrorsAsync(id, line, part, limit, cancellation);

    public Task<int> RemoveReportsAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default) =>
        store.RemoveReportsAsync(workspace, before, limit, cancellation);
}
