using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports.Reports;
using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Imports;

/// <summary>Runs an import from where it stands to its end: reads and checks the next rows while the last ones are being stored.</summary>
public sealed class ImportContacts(
    ImportJobs jobs, IImportRows rows, ImportReports reports, IImportSpool spool, WorkspaceRegister workspaces, TimeProvider clock, OutletDirectories? outlets = null)
{
    /// <summary>Safe to run again, even beside itself: only one of two gets on.</summary>
    public async Task RunAsync(WorkspaceId workspaceId, string id, CancellationToken cancellation = default)
    {
        if (await jobs.FindAsync(workspaceId, id, cancellation) is not { } job)
            return;
        if (job.IsOver)
        {
            // A crash came before the rest of its end.
            await CloseAsync(job, cancellation);
            return;
        }

        // Opened before the settings are read: the fields keep the types that they have there.
        var started = job with { State = ImportState.Running, StartedAt = job.StartedAt ?? clock.GetUtcNow() };
        if (!await rows.OpenAsync(started, cancellation) || !await jobs.TryUpdateAsync(started, clock.GetUtcNow(), cancellation))
            return;
        try
        {
            if (await CopyAsync(started, cancellation) is { } done)
                await EndAsync(done with { State = ImportState.Complete }, cancellation);
        }
        catch (InvalidInputException error)
        {
            await FailAsync(workspaceId, id, error.Message, cancellation);
        }
        catch (FileNotFoundException)
        {
            // It went with an import that somebody else has ended meanwhile, and then there is nothing to give up.
            await FailAsync(workspaceId, id, "The file is gone. Send it again.", cancellation);
        }
    }

    /// <summary>Gives the import up; what it has stored stays.</summary>
    public async Task FailAsync(WorkspaceId workspace, string id, string reason, CancellationToken cancellation = default)
    {
        if (await jobs.FindAsync(workspace, id, cancellation) is { IsOver: false } job)
            await EndAsync(job with { State = ImportState.Failed, Error = reason }, cancellation);
    }

    private async Task EndAsync(ImportJob job, CancellationToken cancellation)
    {
        if (await jobs.TryUpdateAsync(job with { FinishedAt = clock.GetUtcNow() }, clock.GetUtcNow(), cancellation))
            await CloseAsync(job, cancellation);
    }

    private async Task CloseAsync(ImportJob job, CancellationToken cancellation)
    {
        await rows.CloseAsync(job, clock.GetUtcNow(), cancellation);
        await spool.DeleteAsync(job.Id);
        await jobs.FinishAsync(job, cancellation);
    }

    /// <summary>Null when somebody else runs this import.</summary>
    private async Task<ImportJob?> CopyAsync(ImportJob job, CancellationToken cancellation)
    {
        var (workspace, reader) = await OpenAsync(job, cancellation);
        using var file = reader;
        reader.Skip(job.Rows);
        var (current, ids, began) = (job, new RepeatedIds(job.RowsOfFile), clock.GetTimestamp());
        var next = FileBatch.Read(reader, ids);
        while (next.Rows > 0)
        {
            var batch = next;
            var storing = rows.StoreAsync(workspace, new ImportBatch(job.Id, current.Batches + 1, job.Mode, clock.GetUtcNow(), batch.Contacts), cancellation);
            try
            {
                next = FileBatch.Read(reader, ids);
            }
            catch
            {
                // Whoever gives the import up looks at where it stands.
                await storing.ContinueWith(_ => { }, TaskScheduler.Default);
                throw;
            }

            if (await storing is not { } outcomes)
                return null;
            (current, var report) = batch.Settle(current, outcomes);
            current = current with { Worked = job.Worked + clock.GetElapsedTime(began), TimedRows = job.TimedRows + current.Rows - job.Rows };
            await reports.AddAsync(current, report, clock.GetUtcNow(), cancellation);
            if (!await jobs.TryGoOnAsync(current, clock.GetUtcNow(), cancellation))
                return null;
            cancellation.ThrowIfCancellationRequested();
        }

        return current;
    }

    private async Task<(Workspace Workspace, ImportReader Reader)> OpenAsync(ImportJob job, CancellationToken cancellation)
    {
        while (true)
        {
            var workspace = await workspaces.ReadAsync(job.Workspace, cancellation);
            if (job.NewFields.Keys.All(workspace.CustomFields.ContainsKey))
            {
                var terms = ContactTerms.Of(workspace, outlets is null ? OutletDirectory.Empty : await outlets.OfAsync(workspace.Id, cancellation), clock);
                return (workspace, new ImportReader(await spool.OpenReadAsync(job.Id, cancellation), job.File, terms));
            }

            var fields = workspace.CustomFields.ToDictionary(StringComparer.Ordinal);
            foreach (var (name, type) in job.NewFields)
                fields.TryAdd(name, type);
            await workspaces.TryUpdateAsync(workspace.With(new FieldSettings { CustomFields = fields }), cancellation: cancellation);
        }
    }
}
