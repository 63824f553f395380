using ActiveReach.Azure.Accounts.Storage;
using ActiveReach.Media;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ActiveReach.Azure.Media;

/// <summary>Bytes of uploads as blobs, written in blocks that nobody sees until they are committed and read where a reader stands: no more than a block of
/// either is in memory.</summary>
public sealed class BlobMediaFiles(BlobsAccount account) : IMediaFiles
{
    private const string Container = "media";

    /// <summary>A download of a whole picture is one request, and one of a part of a film no more than it needs.</summary>
    private const int ReadAtOnce = 1024 * 1024;

    public async Task WriteAsync(string file, Stream body, Action<ReadOnlyMemory<byte>> check, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        await BlobBlocks.WriteAsync(await BlobAsync(file), body, check, cancellation);
    }

    public async Task<Stream> OpenReadAsync(string file, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return await (await BlobAsync(file)).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { BufferSize = ReadAtOnce }, cancellation);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            throw new FileNotFoundException($"There is no file '{file}' of an upload.", file, gone);
        }
    }

    /// <summary>Blocks that were never committed are nobody's file, and the service drops them after a week.</summary>
    public async Task DeleteAsync(string file) => await (await BlobAsync(file)).DeleteIfExistsAsync();

    private async Task<BlockBlobClient> BlobAsync(string file) => (await account.ContainerAsync(Container)).GetBlockBlobClient(file);
}
