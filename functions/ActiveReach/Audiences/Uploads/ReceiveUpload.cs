using System.Security.Cryptography;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Trials;
using ActiveReach.Files;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Uploads;

/// <summary>Gives places for files, takes the files in and has them imported, each once.</summary>
public sealed class ReceiveUpload(UploadPlaces uploads, ImportJobs imports, IImportSpool spool, AcceptImport accept, TryImport trial, ImportOptions options, TimeProvider clock)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    public async Task<Upload> OpenAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        var upload = new Upload { Id = $"upl_{RandomNumberGenerator.GetString(Alphabet, 20)}", Workspace = workspace, Expires = clock.GetUtcNow() + options.UploadLifetime };
        await uploads.AddAsync(upload, cancellation);
        return upload;
    }

    /// <summary>Keeps the file; what its rows say is looked at when it is imported.</summary>
    /// <exception cref="NotFoundException">There is no such upload.</exception>
    /// <exception cref="ConflictException">It has its file already, or has expired.</exception>
    /// <exception cref="InvalidInputException">The file is refused; another may be sent.</exception>
    public async Task<Upload> FillAsync(string id, Stream body, FileFormat format, string? charset, CancellationToken cancellation = default)
    {
        var upload = await uploads.FindAsync(id, cancellation) ?? throw new NotFoundException("upload", id);
        CheckTime(upload);
        if (upload.State != UploadState.Waiting)
            throw HasFile(id);
        var file = AcceptImport.NewId();
        var bytes = await accept.KeepAsync(file, body, cancellation);
        try
        {
            ImportReader.CheckReadable(await spool.OpenReadAsync(file, cancellation), new ImportFile { Format = format, Charset = charset });
            var filled = upload with { State = UploadState.Filled, Format = format, Charset = charset, File = file, Bytes = bytes };
            return await uploads.TryUpdateAsync(filled, UploadState.Waiting, cancellation) ? filled : throw HasFile(id);
        }
        catch
        {
            await spool.DeleteAsync(file);
            throw;
        }
    }

    /// <summary>Starts the import of what was sent.</summary>
    /// <param name="format">As the caller says; null: as it was sent.</param>
    /// <exception cref="InvalidInputException">Nothing was sent there, it is another format, or the header is wrong.</exception>
    /// <exception cref="ConflictException">It was used already, or has expired.</exception>
    public async Task<ImportJob> UseAsync(
        Workspace workspace, string? id, FileFormat? format, ImportFile told, ImportMode mode, string by, CancellationToken cancellation = default)
    {
        var upload = await FindAsync(workspace, id, format, cancellation);
        if (await imports.FindAsync(workspace.Id, upload.File!, cancellation) is not { } job)
        {
            job = await accept.StartAsync(
                workspace,
                new ImportJob { Id = upload.File!, Workspace = workspace.Id, File = Told(upload, told), Mode = mode, Bytes = upload.Bytes, By = by, CreatedAt = clock.GetUtcNow() },
                cancellation);
        }

        await uploads.TryUpdateAsync(upload with { State = UploadState.Used }, UploadState.Filled, cancellation);
        return job;
    }

    /// <summary>Tells what an import of what was sent would do; it can still be imported.</summary>
    /// <inheritdoc cref="UseAsync"/>
    public async Task<ImportTrial> TryAsync(Workspace workspace, string? id, FileFormat? format, ImportFile told, CancellationToken cancellation = default)
    {
        var upload = await FindAsync(workspace, id, format, cancellation);
        return await trial.RunAsync(workspace, upload.File!, Told(upload, told), cancellation);
    }

    private static ImportFile Told(Upload upload, ImportFile told) => told with { Format = upload.Format!.Value, Charset = upload.Charset };

    private async Task<Upload> FindAsync(Workspace workspace, string? id, FileFormat? format, CancellationToken cancellation)
    {
        var upload = id is null ? null : await uploads.FindAsync(id, cancellation);
        if (upload is null || upload.Workspace != workspace.Id)
            throw new InvalidInputException("source", "unknown_upload", "source is no upload of this workspace: give the uploadUrl that POST uploads answered.");
        CheckTime(upload);
        if (upload.State == UploadState.Used)
            throw new ConflictException($"The upload '{upload.Id}' was imported already, as {upload.File}. Open another with POST uploads.");
        if (upload is not { File: not null, Format: { } sent })
            throw new InvalidInputException("source", "missing", "Nothing was sent to source yet: PUT the file to it first.");
        if (format is not null && format != sent)
            throw new InvalidInputException("format", "wrong_format", $"The file was sent as {Name(sent)}: leave format out, or send the file again to another upload.");
        return upload;
    }

    /// <summary>Removes places that expired, with the files that nobody imported.</summary>
    public async Task ClearAsync(CancellationToken cancellation = default)
    {
        foreach (var upload in await uploads.ExpiredAsync(clock.GetUtcNow(), cancellation))
        {
            if (upload.File is { } file && await imports.FindAsync(upload.Workspace, file, cancellation) is null)
                await spool.DeleteAsync(file);
            await uploads.RemoveAsync(upload.Id, cancellation);
        }
    }

    private void CheckTime(Upload upload)
    {
        if (clock.GetUtcNow() >= upload.Expires)
            throw new ConflictException($"The upload '{upload.Id}' has expired. Open another with POST uploads.", gone: true);
    }

    private static ConflictException HasFile(string id) => new($"The upload '{id}' has its file already. Open another with POST uploads.");

    private static string Name(FileFormat format) => format == FileFormat.Csv ? "csv" : "ndjson";
}
