using ActiveReach.Audiences.Imports;
using ActiveReach.Azure.Accounts.Storage;
using Azure;
using Azure.Storage.Blobs.Specialized;

namespace ActiveReach.Azure.Audiences.Imports;

/// <summary>Files of imports as blobs. A file is read from a copy on the instance's own disk: whoever reads looks at it several times and seeks in it, and no thread
/// waits for the network in between.</summary>
public sealed class BlobImportSpool(BlobsAccount account) : IImportSpool
{
    private const string Container = "imports";

    public async Task<long> WriteAsync(string id, Stream body, Action<ReadOnlyMemory<byte>> check, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return await BlobBlocks.WriteAsync((await account.ContainerAsync(Container)).GetBlockBlobClient(id), body, check, cancellation);
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
