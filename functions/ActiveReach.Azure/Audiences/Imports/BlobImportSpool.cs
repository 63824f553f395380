using System.Globalization;
using System.Text;
using ActiveReach.Audiences.Imports;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Accounts.Storage;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ActiveReach.Azure.Audiences.Imports;

/// <summary>Files of imports as blobs. A file is read from a copy on the instance's own disk: whoever reads looks at it several times and seeks in it, and no thread
/// waits for the network in between.</summary>
public sealed class BlobImportSpool(BlobsAccount account) : IImportSpool
{
    private const string Container = "imports";
    private const string Writer = "writer";
    private const int Chunk = 128 * 1024;

    /// <summary>The service takes 50,000 blocks of a blob.</summary>
    private const int Block = 4 * 1024 * 1024;

    public async Task<long> WriteAsync(string id, Stream body, Action<ReadOnlyMemory<byte>> check, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var blob = (await account.ContainerAsync(Container)).GetBlockBlobClient(id);
        var (buffer, filled, length, blocks) = (new byte[Block], 0, 0L, new List<string>());
        while (await body.ReadAtLeastAsync(buffer.AsMemory(filled, Chunk), Chunk, throwOnEndOfStream: false, cancellation) is > 0 and var count)
        {
            check(buffer.AsMemory(filled, count));
            filled += count;
            length += count;
            if (filled + Chunk > Block)
                await StageAsync();
        }

        if (filled > 0)
            await StageAsync();

        await CommitAsync(blob, blocks);
        return length;

        async Task StageAsync()
        {
            blocks.Add(Convert.ToBase64String(Encoding.ASCII.GetBytes(blocks.Count.ToString("d6", CultureInfo.InvariantCulture))));
            await blob.StageBlockAsync(blocks[^1], new MemoryStream(buffer, 0, filled, writable: false), cancellationToken: cancellation);
            filled = 0;
        }
    }

    /// <summary>Blocks that are never committed are nobody's file, and the service drops them after a week.</summary>
    private static async Task CommitAsync(BlockBlobClient blob, List<string> blocks)
    {
        var writer = Guid.NewGuid().ToString("N");
        try
        {
            await blob.CommitBlockListAsync(
                blocks,
                new CommitBlockListOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All }, Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Writer] = writer } },
                CancellationToken.None);
        }
        catch (RequestFailedException error) when (error.Status == 409)
        {
            // The answer to the first try was lost, and the SDK has tried again; unless the file is somebody else's.
            if ((await blob.GetPropertiesAsync(cancellationToken: CancellationToken.None)).Value.Metadata[Writer] != writer)
                throw;
        }
    }

    public async Task<Stream> OpenReadAsync(string id, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var blob = (await account.ContainerAsync(Container)).GetBlockBlobClient(id);
        var copy = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await blob.DownloadToAsync(copy, cancellation);
            copy.Position = 0;
            return copy;
        }
        catch (Exception error)
        {
            await copy.DisposeAsync();
            if (error is RequestFailedException { Status: 404 })
                throw new FileNotFoundException($"The spool has no file of the import '{id}'.", id, error);
            throw;
        }
    }

    public async Task DeleteAsync(string id) => await (await account.ContainerAsync(Container)).GetBlockBlobClient(id).DeleteIfExistsAsync();
}
