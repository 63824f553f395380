using System.Text.Json;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Outlets;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>Imports on SQLite: a batch of rows, its report and the progress are one transaction.</summary>
public sealed class SqliteImportStore(Database database, OutletDirectories? outlets = null) : IImportStore
{
    /// <summary>Page cache of the writer while an import runs, in KiB. External ids that come in no order touch pages all over their index; a
    /// batch that doesn't fit is written to the log more than once.</summary>
    private const int RoomForBatch = 40 * 1024;

    /// <summary>Of the workspace that was imported into last.</summary>
    private volatile Remembered? remembered;

    public Task AddAsync(ImportJob job, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        Bind(session.Prepare("INSERT OR IGNORE INTO contact_imports (id, state, rows, imported, rejected, touched_at, document, workspace) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"), job, job.CreatedAt)
            .Bind(8, job.Workspace.Value)
            .Execute();
    }, cancellation);

    public Task<ImportJob?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => Find(session, workspace, id), cancellation);

    public ImportBatch Begin(ImportJob job, Workspace workspace, RowParser parser) => new PreparedRows(workspace, job.Id, parser);

    public async Task<ImportJob?> CommitAsync(ImportJob job, ImportBatch batch, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var prepared = (PreparedRows)batch;
        var (current, known) = await database.WriteAloneAsync<(ImportJob?, (ListedAddresses, long)?)>(outlets, job.Workspace, (session, now) =>
        {
            if (!IsCurrent(session, job))
                return default;
            ResizeCache(session, RoomForBatch);
            var key = WorkspaceKeys.FindOrAdd(session, job.Workspace);
            var listed = Listed(session, job.Workspace, key);
            var (imported, rejected, warned) = (job.Imported, job.Rejected, job.Warnings);
            ImportWriter.Store(session, prepared, job.Mode, now, listed, (errors, warnings) =>
            {
                if (errors.Count > 0)
                {
                    if (++rejected <= IImportStore.MostReported)
                        Report(session, job, errors);
                    return;
                }

                imported++;
                if (warnings.Count > 0 && warned < IImportStore.MostReported)
                    Report(session, job, warnings);
                warned += warnings.Count;
            });
            var after = job with { State = ImportState.Running, Rows = job.Rows + prepared.Count, Imported = imported, Rejected = rejected, Warnings = warned };
            Update(session, after, at);
            return (after, (listed, ListedAddresses.VersionOf(session, key)));
        }, cancellation);

        // Known only now that it is on disk: until then another writer may have counted on.
        if (known is var (addresses, version))
        {
            addresses.Version = version;
            remembered = new Remembered(job.Workspace, addresses);
        }

        return current;
    }

    private ListedAddresses Listed(WriteSession session, WorkspaceId workspace, WorkspaceKey key) =>
        remembered is { } last && last.Workspace == workspace && last.Listed.Version == ListedAddresses.VersionOf(session, key) ? last.Listed : ListedAddresses.Read(session, key);

    public Task<bool> TryUpdateAsync(ImportJob job, DateTimeOffset at, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        if (!IsCurrent(session, job))
            return false;
        Update(session, job, at);
        if (job.IsOver)
            ResizeCache(session, ProductDatabase.WriterCacheKiB);
        return true;
    }, cancellation);

    public Task<IReadOnlyList<(ImportError Error, int Part)>> ErrorsAsync(string id, long line, int part, int limit, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<(ImportError, int)>>(session =>
        {
            var rows = session.Prepare("""
                SELECT line, part, field, value, message, is_warning FROM contact_import_errors
                WHERE import = ?1 AND (line, part) > (?2, ?3) ORDER BY line, part LIMIT ?4
                """).Bind(1, id).Bind(2, line).Bind(3, part).Bind(4, limit);
            var errors = new List<(ImportError, int)>();
            while (rows.Step())
                errors.Add((new ImportError(rows.GetInt64(0), rows.GetString(2), rows.GetString(3), rows.GetString(4)) { IsWarning = rows.GetInt32(5) != 0 }, rows.GetInt32(1)));
            return errors;
        }, cancellation);

    public Task<IReadOnlyList<ImportJob>> StalledAsync(DateTimeOffset since, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<ImportJob>>(session =>
        {
            var rows = session.Prepare("SELECT document FROM contact_imports WHERE state IN (?1, ?2) AND touched_at <= ?3 ORDER BY touched_at LIMIT 100")
                .Bind(1, (int)ImportState.Queued).Bind(2, (int)ImportState.Running).Bind(3, since.ToUnixTimeMilliseconds());
            var jobs = new List<ImportJob>();
            while (rows.Step())
                jobs.Add(Read(rows.GetString(0)));
            return jobs;
        }, cancellation);

    private static void ResizeCache(WriteSession session, int kib) => session.Prepare($"PRAGMA cache_size = -{kib}").Execute();

    private static void Report(WriteSession session, ImportJob job, IReadOnlyList<ImportError> errors)
    {
        for (var part = 0; part < errors.Count; part++)
        {
            session.Prepare("INSERT OR IGNORE INTO contact_import_errors (import, line, part, field, value, message, is_warning) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                .Bind(1, job.Id)
                .Bind(2, errors[part].Line)
                .Bind(3, part)
                .Bind(4, errors[part].Field)
                .Bind(5, errors[part].Value)
                .Bind(6, errors[part].Message)
                .Bind(7, errors[part].IsWarning ? 1 : 0)
                .Execute();
        }
    }

    private static bool IsCurrent(ReadSession session, ImportJob job) =>
        Find(session, job.Workspace, job.Id) is { IsOver: false } stored && stored.Rows == job.Rows;

    private static void Update(WriteSession session, ImportJob job, DateTimeOffset at) => Bind(
        session.Prepare("UPDATE contact_imports SET state = ?2, rows = ?3, imported = ?4, rejected = ?5, touched_at = ?6, document = ?7 WHERE id = ?1"), job, at).Execute();

    private static Statement Bind(Statement statement, ImportJob job, DateTimeOffset at) => statement
        .Bind(1, job.Id)
        .Bind(2, (int)job.State)
        .Bind(3, job.Rows)
        .Bind(4, job.Imported)
        .Bind(5, job.Rejected)
        .Bind(6, at.ToUnixTimeMilliseconds())
        .Bind(7, JsonSerializer.Serialize(job, Wire.Json));

    private static ImportJob? Find(ReadSession session, WorkspaceId workspace, string id)
    {
        var row = session.Prepare("SELECT document FROM contact_imports WHERE id = ?1 AND workspace = ?2").Bind(1, id).Bind(2, workspace.Value);
        var job = row.Step() ? Read(row.GetString(0)) : null;
        row.Reset();
        return job;
    }

    private static ImportJob Read(string document) => JsonSerializer.Deserialize<ImportJob>(document, Wire.Json)!;

    private sealed record Remembered(WorkspaceId Workspace, ListedAddresses Listed);
}
