using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Outlets;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Outlets;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>Rows of imports on SQLite: a batch, its report and how many there are are one transaction.</summary>
public sealed class SqliteImportRows(Database database, OutletDirectories? outlets = null) : IImportRows
{
    /// <summary>Page cache of the writer while an import runs, in KiB. External ids that come in no order touch pages all over their index; a
    /// batch that doesn't fit is written to the log more than once.</summary>
    private const int RoomForBatch = 40 * 1024;

    /// <summary>Of the workspace that was imported into last.</summary>
    private volatile Remembered? remembered;

    public Task<ImportJob?> OpenAsync(ImportJob job, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        session.Prepare("INSERT OR IGNORE INTO contact_imports (id, workspace) VALUES (?1, ?2)").Bind(1, job.Id).Bind(2, job.Workspace.Value).Execute();
        return session.Prepare("SELECT rows, imported, rejected, warnings FROM contact_imports WHERE id = ?1 AND closed_at IS NULL").Bind(1, job.Id)
            .First(row => job with { Rows = row.GetInt64(0), Imported = row.GetInt64(1), Rejected = row.GetInt64(2), Warnings = row.GetInt64(3) });
    }, cancellation);

    public ImportBatch Begin(ImportJob job, Workspace workspace, RowParser parser) => new PreparedRows(workspace, job.Id, parser);

    public async Task<ImportJob?> CommitAsync(ImportJob job, ImportBatch batch, CancellationToken cancellation = default)
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
                    if (++rejected <= IImportRows.MostReported)
                        Report(session, job, errors);
                    return;
                }

                imported++;
                if (warnings.Count > 0 && warned < IImportRows.MostReported)
                    Report(session, job, warnings);
                warned += warnings.Count;
            });
            var after = job with { Rows = job.Rows + prepared.Count, Imported = imported, Rejected = rejected, Warnings = warned };
            Update(session, after);
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

    public Task CloseAsync(ImportJob job, DateTimeOffset at, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        session.Prepare("INSERT INTO contact_imports (id, workspace, closed_at) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET closed_at = coalesce(closed_at, excluded.closed_at)")
            .Bind(1, job.Id).Bind(2, job.Workspace.Value).Bind(3, at).Execute();
        ResizeCache(session, ProductDatabase.WriterCacheKiB);
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

    public Task<int> RemoveReportsAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default) => database.WriteAsync(
        session => session
            .Prepare("""
                DELETE FROM contact_import_errors WHERE (import, line, part) IN (
                    SELECT e.import, e.line, e.part FROM contact_imports AS i JOIN contact_import_errors AS e ON e.import = i.id
                    WHERE i.workspace = ?1 AND i.closed_at < ?2 LIMIT ?3)
                """)
            .Bind(1, workspace.Value).Bind(2, before).Bind(3, limit).Execute(),
        cancellation);

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

    private static bool IsCurrent(ReadSession session, ImportJob job) => session
        .Prepare("SELECT EXISTS (SELECT 1 FROM contact_imports WHERE id = ?1 AND rows = ?2 AND closed_at IS NULL)").Bind(1, job.Id).Bind(2, job.Rows).Number() == 1;

    private static void Update(WriteSession session, ImportJob job) => session
        .Prepare("UPDATE contact_imports SET rows = ?2, imported = ?3, rejected = ?4, warnings = ?5 WHERE id = ?1")
        .Bind(1, job.Id).Bind(2, job.Rows).Bind(3, job.Imported).Bind(4, job.Rejected).Bind(5, job.Warnings).Execute();

    private sealed record Remembered(WorkspaceId Workspace, ListedAddresses Listed);
}
