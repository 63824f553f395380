using System.Security.Cryptography;
using System.Text.Json;
using ActiveReach.Delivery;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Imports;

/// <summary>Takes a file in: checks it, keeps it, and queues the import.</summary>
public sealed class AcceptImport(IImportStore imports, IImportSpool spool, IMessageQueue queue, TimeProvider clock)
{
    public const string Queue = "import-contacts";

    /// <summary>Largest file: 1 GiB.</summary>
    public const long LargestFile = 1L << 30;

    /// <summary>Most custom fields of a workspace, the new ones of a file included.</summary>
    public const int MostCustomFields = 200;

    /// <exception cref="InvalidInputException">The file is refused as a whole; nothing is stored.</exception>
    public async Task<ImportJob> AcceptAsync(
        Workspace workspace,
        Stream body,
        ImportFormat format,
        ImportMode mode,
        IReadOnlyDictionary<string, string> mapping,
        string by,
        CancellationToken cancellation = default)
    {
        var id = NewId();
        var check = new SpoolCheck(format, LargestFile);
        var bytes = await spool.WriteAsync(id, body, check.See, cancellation);
        var job = new ImportJob
        {
            Id = id,
            Workspace = workspace.Id,
            Format = format,
            Mode = mode,
            Mapping = mapping,
            Bytes = bytes,
            By = by,
            CreatedAt = clock.GetUtcNow(),
        };
        try
        {
            check.End();
            await AddAsync(workspace, job, cancellation);
        }
        catch
        {
            spool.Delete(id);
            throw;
        }

        await EnqueueAsync(job, cancellation);
        return job;
    }

    /// <summary>A name for a file and its import.</summary>
    public static string NewId() => $"imp_{RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 20)}";

    /// <summary>Starts the import of a file that was checked and lies in the spool under the id of the job.</summary>
    /// <exception cref="InvalidInputException">Its header is wrong; the file stays.</exception>
    public async Task<ImportJob> StartAsync(Workspace workspace, ImportJob job, CancellationToken cancellation = default)
    {
        await AddAsync(workspace, job, cancellation);
        await EnqueueAsync(job, cancellation);
        return job;
    }

    /// <summary>Puts imports that nobody works on back on the queue; one put twice does no harm.</summary>
    public async Task ResumeStalledAsync(TimeSpan untouchedFor, CancellationToken cancellation = default)
    {
        foreach (var job in await imports.StalledAsync(clock.GetUtcNow() - untouchedFor, cancellation))
            await EnqueueAsync(job, cancellation);
    }

    private Task AddAsync(Workspace workspace, ImportJob job, CancellationToken cancellation)
    {
        CheckHeader(workspace, job);
        return imports.AddAsync(job, cancellation);
    }

    private Task EnqueueAsync(ImportJob job, CancellationToken cancellation) =>
        queue.SendAsync(Queue, JsonSerializer.Serialize(new ImportMessage(job.Workspace.Value, job.Id), Wire.Json), cancellation: cancellation);

    private void CheckHeader(Workspace workspace, ImportJob job)
    {
        using var reader = new ImportReader(spool.OpenRead(job.Id), job.Format, job.Mapping, workspace.CustomFields, LocalDay.In(workspace, clock));
        var fields = workspace.CustomFields.Count + reader.NewCustomFields.Count;
        if (fields > MostCustomFields)
            throw new InvalidInputException("header", "too_many", $"The file would bring the workspace to {fields} custom fields; it may have {MostCustomFields}.");
    }
}

/// <summary>What travels on the queue: ids only.</summary>
public sealed record ImportMessage(string Workspace, string Import);
