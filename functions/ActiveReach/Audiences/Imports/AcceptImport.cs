using System.Security.Cryptography;
using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Queues;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Imports;

/// <summary>Takes a file in: checks it, keeps it, and queues the import.</summary>
public sealed class AcceptImport(ImportJobs imports, IImportSpool spool, IMessageQueue queue, TimeProvider clock, ImportOptions? options = null)
{
    public const string Queue = "import-contacts";

    /// <summary>Most custom fields of a workspace, the new ones of a file included.</summary>
    public const int MostCustomFields = 200;

    private readonly ImportOptions options = options ?? new();

    /// <exception cref="InvalidInputException">The file is refused as a whole; nothing is stored.</exception>
    public async Task<ImportJob> AcceptAsync(
        Workspace workspace,
        Stream body,
        ImportFile file,
        ImportMode mode,
        string by,
        CancellationToken cancellation = default)
    {
        var id = NewId();
        var bytes = await KeepAsync(id, body, cancellation);
        try
        {
            return await StartAsync(workspace, new ImportJob { Id = id, Workspace = workspace.Id, File = file, Mode = mode, Bytes = bytes, By = by, CreatedAt = clock.GetUtcNow() }, cancellation);
        }
        catch (InvalidInputException)
        {
            await spool.DeleteAsync(id);
            throw;
        }
    }

    /// <summary>Puts a file into the spool.</summary>
    /// <returns>Bytes.</returns>
    /// <exception cref="InvalidInputException">It is empty or too large; nothing is kept.</exception>
    public async Task<long> KeepAsync(string id, Stream body, CancellationToken cancellation = default)
    {
        var bytes = 0L;
        await spool.WriteAsync(id, body, chunk =>
        {
            bytes += chunk.Length;
            if (bytes > options.LargestFile)
                throw new InvalidInputException([new InputProblem("body", "too_large", $"The file is larger than {options.LargestMiB} MiB. Split it.")], 413);
        }, cancellation);
        if (bytes > 0)
            return bytes;
        await spool.DeleteAsync(id);
        throw new InvalidInputException("body", "missing", "The file is empty. Send the contacts as the body.");
    }

    /// <summary>A name for a file and its import.</summary>
    public static string NewId() => $"imp_{RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 20)}";

    /// <summary>Starts the import of a file that lies in the spool under the id of the job.</summary>
    /// <exception cref="InvalidInputException">The file can't be imported; it stays where it is.</exception>
    public async Task<ImportJob> StartAsync(Workspace workspace, ImportJob job, CancellationToken cancellation = default)
    {
        var survey = await SurveyAsync(workspace, job.Id, job.File, cancellation);
        var surveyed = job with { RowsOfFile = survey.Rows, Tool = survey.Tool, Columns = survey.Columns, NewFields = survey.NewFields };
        await imports.AddAsync(surveyed, cancellation);
        await EnqueueAsync(surveyed, cancellation);
        return surveyed;
    }

    /// <summary>Puts imports that nobody works on back on the queue; one put twice does no harm.</summary>
    public async Task ResumeStalledAsync(TimeSpan untouchedFor, CancellationToken cancellation = default)
    {
        foreach (var job in await imports.StalledAsync(clock.GetUtcNow() - untouchedFor, cancellation))
            await EnqueueAsync(job, cancellation);
    }

    private Task EnqueueAsync(ImportJob job, CancellationToken cancellation) =>
        queue.SendAsync(Queue, JsonSerializer.Serialize(new ImportMessage(job.Workspace.Value, job.Id), Wire.Json), cancellation: cancellation);

    /// <summary>Looks through a file that lies in the spool.</summary>
    /// <exception cref="InvalidInputException">It can't be imported.</exception>
    internal async Task<ImportSurvey> SurveyAsync(Workspace workspace, string id, ImportFile file, CancellationToken cancellation)
    {
        using var reader = new ImportReader(await spool.OpenReadAsync(id, cancellation), file, ContactTerms.Of(workspace, OutletDirectory.Empty, clock));
        var survey = ImportSurvey.Of(reader, file, workspace.CustomFields);
        var fields = workspace.CustomFields.Count + survey.NewFields.Count;
        return fields <= MostCustomFields
            ? survey
            : throw new InvalidInputException("header", "too_many", $"The file would bring the workspace to {fields} custom fields; it may have {MostCustomFields}.");
    }
}

/// <summary>What travels on the queue: ids only.</summary>
public sealed record ImportMessage(string Workspace, string Import);
