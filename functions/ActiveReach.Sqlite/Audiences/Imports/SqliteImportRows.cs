using ActiveReach.Audiences.Imports;
using ActiveReach.Outlets;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Outlets;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>Rows of imports on SQLite: a batch is one transaction, which keeps what became of it besides.</summary>
public sealed class SqliteImportRows(Database database, OutletDirectories? outlets = null) : IImportRows
{
    /// <summary>Page cache of the writer while an import runs, in KiB. External ids that come in no order touch pages all over their index; a
    /// batch that doesn't fit is written to the log more than once.</summary>
    private const int RoomForBatch = 40 * 1024;

    /// <summary>Touched by the writing thread alone.</summary>
    private readonly FoundBy found = new();

    /// <summary>Of the workspace that was imported into last.</summary>
    private volatile Remembered? remembered;

    public Task<bool> OpenAsync(ImportJob job, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        session.Prepare("INSERT OR IGNORE INTO contact_imports (id, workspace) VALUES (?1, ?2)").Bind(1, job.Id).Bind(2, job.Workspace.Value).Execute();
        return LastBatch(session, job.Id) is not null;
    }, cancellation);

    public async Task<IReadOnlyList<RowOutcome>?> StoreAsync(Workspace workspace, ImportBatch batch, CancellationToken cancellation = default)
    {
        var (outcomes, known) = await database.WriteAloneAsync<(IReadOnlyList<RowOutcome>?, (ListedAddresses, long)?)>(outlets, workspace.Id, (session, now) =>
        {
            var last = LastBatch(session, batch.Import);
            if (last == batch.Number)
                return (Outcomes(session, batch), null);
            if (last != batch.Number - 1)
                return default;
            ResizeCache(session, RoomForBatch);
            var key = WorkspaceKeys.FindOrAdd(session, workspace.Id);
            var listed = Listed(session, workspace.Id, key);
            var stored = ImportWriter.Store(session, workspace, batch, now, listed, found);
            session.Prepare("UPDATE contact_imports SET batch = ?2, outcomes = ?3 WHERE id = ?1").Bind(1, batch.Import).Bind(2, batch.Number).Bind(3, OutcomeText.Write(stored)).Execute();
            return (stored, (listed, ListedAddresses.VersionOf(session, key)));
        }, cancellation);

        // Known only now that it is on disk: until then another writer may have counted on.
        if (known is var (addresses, version))
        {
            addresses.Version = version;
            remembered = new Remembered(workspace.Id, addresses);
        }

        return outcomes;
    }

    public Task CloseAsync(ImportJob job, DateTimeOffset at, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        session.Prepare("""
            INSERT INTO contact_imports (id, workspace, closed_at) VALUES (?1, ?2, ?3)
            ON CONFLICT (id) DO UPDATE SET outcomes = '', closed_at = coalesce(closed_at, excluded.closed_at)
            """).Bind(1, job.Id).Bind(2, job.Workspace.Value).Bind(3, at).Execute();
        ResizeCache(session, ProductDatabase.WriterCacheKiB);
    }, cancellation);

    private ListedAddresses Listed(WriteSession session, WorkspaceId workspace, WorkspaceKey key) =>
        remembered is { } last && last.Workspace == workspace && last.Listed.Version == ListedAddresses.VersionOf(session, key) ? last.Listed : ListedAddresses.Read(session, key);

    /// <summary>The number of the batch that was stored last, 0 before the first; null where the import is not open.</summary>
    private static int? LastBatch(ReadSession session, string import)
    {
        var row = session.Prepare("SELECT batch FROM contact_imports WHERE id = ?1 AND closed_at IS NULL").Bind(1, import);
        int? last = row.Step() ? row.GetInt32(0) : null;
        row.Reset();
        return last;
    }

    /// <summary>What became of the batch that was stored last, which is this one.</summary>
    private static RowOutcome[] Outcomes(ReadSession session, ImportBatch batch)
    {
        var outcomes = session.Prepare("SELECT outcomes FROM contact_imports WHERE id = ?1").Bind(1, batch.Import).First(row => OutcomeText.Read(row.GetString(0)))!;
        return outcomes.Length == batch.Contacts.Count
            ? outcomes
            : throw new InvalidOperationException($"Batch {batch.Number} of '{batch.Import}' was stored with {outcomes.Length} rows and comes again with {batch.Contacts.Count}: begin batches where they began before.");
    }

    private static void ResizeCache(WriteSession session, int kib) => session.Prepare($"PRAGMA cache_size = -{kib}").Execute();

    private sealed record Remembered(WorkspaceId Workspace, ListedAddresses Listed);
}
