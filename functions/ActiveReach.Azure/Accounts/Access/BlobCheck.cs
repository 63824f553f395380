using ActiveReach.Azure.Accounts.Storage;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Accounts.Access;

/// <summary>Writes the same small file anew, and reads it.</summary>
internal sealed class BlobCheck(AccountOptions options, BlobsAccount account) : IStoreCheck
{
    private const string Container = "store-check";

    public string Store => options.Kind.Name;

    public Task AskAsync(CancellationToken cancellation = default) => AccountFault.AskAsync(options, WriteAndReadAsync, cancellation);

    private async Task WriteAndReadAsync(CancellationToken cancellation)
    {
        var blob = (await account.ContainerAsync(Container).WaitAsync(cancellation)).GetBlobClient("written");
        await blob.UploadAsync(BinaryData.FromString("ok"), overwrite: true, cancellation);
        await blob.DownloadContentAsync(cancellation);
    }
}
