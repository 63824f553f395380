using ActiveReach.Audiences.Imports;
using ActiveReach.Azure.Audiences.Imports;
using Azure;
using Azure.Emulators.Faults;
using Azure.Storage.Blobs;
using Contracts.Audiences.Imports;

namespace ActiveReach.Azure.Tests.Audiences;

public sealed class BlobImportSpoolTests : ImportSpoolContract, IAsyncLifetime
{
    private readonly StorageWorld storage = new();

    protected override IImportSpool Spool => new BlobImportSpool(storage.Blobs);

    public async Task InitializeAsync()
    {
        await storage.InitializeAsync();

        // The emulator is everybody's: the files of the test before go first.
        var container = new BlobContainerClient(storage.ConnectionString, "imports");
        await container.CreateIfNotExistsAsync();
        await foreach (var blob in container.GetBlobsAsync())
            await container.DeleteBlobIfExistsAsync(blob.Name);
    }

    public Task DisposeAsync() => storage.DisposeAsync();

    [Fact]
    public async Task A_file_larger_than_a_block_comes_back_as_it_was()
    {
        var body = new byte[9_000_001];
        new Random(7).NextBytes(body);
        await Spool.WriteAsync("imp_large", new MemoryStream(body), _ => { });

        await using var read = await Spool.OpenReadAsync("imp_large");
        var back = new byte[body.Length];
        await read.ReadExactlyAsync(back);
        Assert.Equal(body, back);
    }

    [Fact]
    public async Task A_file_whose_last_answer_was_lost_is_there_once_and_no_other_takes_its_name()
    {
        storage.Faults.Add(Fault.AnswerLost, where: (_, address) => address.Query.Contains("blocklist", StringComparison.Ordinal));
        await Spool.WriteAsync("imp_lost", new MemoryStream([1, 2]), _ => { });

        Assert.Equal(1, storage.Faults.Met);
        await Assert.ThrowsAsync<RequestFailedException>(() => Spool.WriteAsync("imp_lost", new MemoryStream([3]), _ => { }));
        await using var read = await Spool.OpenReadAsync("imp_lost");
        Assert.Equal(2, read.Length);
    }
}
