using ActiveReach.Azure.Media;
using ActiveReach.Media;
using Azure.Storage.Blobs;
using Contracts.Media;

namespace ActiveReach.Azure.Tests.Media;

public sealed class BlobMediaFilesTests : MediaFilesContract, IAsyncLifetime
{
    private readonly StorageWorld storage = new();

    protected override IMediaFiles Files => new BlobMediaFiles(storage.Blobs);

    public async Task InitializeAsync()
    {
        await storage.InitializeAsync();

        // The emulator is everybody's: the files of the test before go first.
        var container = new BlobContainerClient(storage.ConnectionString, "media");
        await container.CreateIfNotExistsAsync();
        await foreach (var blob in container.GetBlobsAsync())
            await container.DeleteBlobIfExistsAsync(blob.Name);
    }

    public Task DisposeAsync() => storage.DisposeAsync();
}
