using System.Globalization;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Accounts.Storage;
using ActiveReach.Delivery.Planning;
using ActiveReach.Ids;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ActiveReach.Azure.Delivery;

/// <summary>Plans on Azure: how far one is lies in a table, its frozen chunks are blobs of a container with the same name, made once and never written over.</summary>
/// <param name="time">Of the system: pauses between tries.</param>
public sealed class TablePlans(TablesAccount tables, BlobsAccount files, TimeProvider time) : IPlans
{
    private const string Row = "plan";

    private static readonly PlanState Begun = new(0, 0, false, 0, 0);

    public Task<PlanState> OpenAsync(RunId run, CancellationToken cancellation = default) =>
        Entry(run).ChangeAsync(found => found is null ? (Write(run, Begun), Begun) : (null, Read(found)), cancellation);

    public async Task<ReadOnlyMemory<byte>?> FreezeAsync(RunId run, int chunk, ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        if (await FindAsync(run, cancellation) is not { IsFinished: false } state || state.Chunks != chunk)
            return await FindChunkAsync(run, chunk, cancellation);
        var blob = await BlobAsync(run, chunk);
        try
        {
            await blob.UploadAsync(new BinaryData(content), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, CancellationToken.None);
        }
        catch (RequestFailedException error) when (TableTries.IsConflict(error))
        {
            return await FindChunkAsync(run, chunk, cancellation);
        }

        // Others may have written this one, and forgotten it, just before it was made anew.
        if (await FindAsync(run, CancellationToken.None) is not { } now || chunk >= KeptFrom(now))
            return content;
        await blob.DeleteIfExistsAsync(cancellationToken: CancellationToken.None);
        return null;
    }

    public async Task<ReadOnlyMemory<byte>?> FindChunkAsync(RunId run, int chunk, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return (await (await BlobAsync(run, chunk)).DownloadContentAsync(cancellation)).Value.Content.ToMemory();
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    public async Task<bool> MoveAsync(RunId run, PlanState from, PlanState to, CancellationToken cancellation = default)
    {
        var isMoved = await Entry(run).ChangeAsync(
            found => found is not null && Read(found) is { IsFinished: false } state && state.Chunks == from.Chunks ? (Write(run, to), true) : (null, false), cancellation);
        if (isMoved)
            await ForgetAsync(run, to);
        return isMoved;
    }

    /// <summary>The last chunk tells the numbers that the next one goes on with; those before it are written, and of a finished plan all are.</summary>
    private static int KeptFrom(PlanState state) => state.IsFinished ? int.MaxValue : state.Chunks - 1;

    /// <summary>What a crash left of earlier ones goes with the last.</summary>
    private async Task ForgetAsync(RunId run, PlanState state)
    {
        var container = await files.ContainerAsync(tables.Plans.Name);
        if (!state.IsFinished)
        {
            if (KeptFrom(state) > 0)
                await (await BlobAsync(run, KeptFrom(state) - 1)).DeleteIfExistsAsync();
            return;
        }

        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{run}/", CancellationToken.None))
            await container.DeleteBlobIfExistsAsync(blob.Name);
    }

    private async Task<PlanState?> FindAsync(RunId run, CancellationToken cancellation) => await Entry(run).FindAsync(cancellation) is { } found ? Read(found) : null;

    private async Task<BlobClient> BlobAsync(RunId run, int chunk) =>
        (await files.ContainerAsync(tables.Plans.Name)).GetBlobClient(string.Create(CultureInfo.InvariantCulture, $"{run}/{chunk:000000}"));

    private TableEntry Entry(RunId run) => new(tables.Plans, run.Value, Row, time);

    private static TableEntity Write(RunId run, PlanState state) => EntityFields.New(run.Value, Row)
        .With("chunks", state.Chunks).With("cursor", state.Cursor).Where("finished", state.IsFinished).With("planned", state.Planned).With("skipped", state.Skipped);

    private static PlanState Read(TableEntity entity) => new(entity.Number("chunks"), entity.Long("cursor"), entity.Is("finished"), entity.Long("planned"), entity.Long("skipped"));
}
