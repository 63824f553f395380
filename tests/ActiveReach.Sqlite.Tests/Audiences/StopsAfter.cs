using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Workspaces;

namespace ActiveReach.Sqlite.Tests.Audiences;

/// <summary>An import store whose process dies after some batches.</summary>
internal sealed class StopsAfter(IImportStore store, int batches, Action die) : IImportStore
{
    private int left = batches;

    public async Task<ImportJob?> CommitAsync(ImportJob job, ImportBatch batch, DateTimeOffset at, CancellationToken cancellation = default)
    {
        if (left-- == 0)
            die();
        return await store.CommitAsync(job, batch, at, cancellation);
    }

    public ImportBatch Begin(ImportJob job, Workspace workspace, RowParser parser) => store.Begin(job, workspace, parser);

    public Task AddAsync(ImportJob job, CancellationToken cancellation = default) => store.AddAsync(job, cancellation);

    public Task<ImportJob?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) => store.FindAsync(workspace, id, cancellation);

    public Task<bool> TryUpdateAsync(ImportJob job, DateTimeOffset at, CancellationToken cancellation = default) => store.TryUpdateAsync(job, at, cancellation);

    public Task<IReadOnlyList<(ImportError Error, int Part)>> ErrorsAsync(string id, long line, int part, int limit, CancellationToken cancellation = default) =>
        store.ErrorsAsync(id, line, part, limit, cancellation);

    public Task<IReadOnlyList<ImportJob>> StalledAsync(DateTimeOffset since, CancellationToken cancellation = default) => store.StalledAsync(since, cancellation);
}
