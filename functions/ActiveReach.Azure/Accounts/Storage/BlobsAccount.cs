using System.Collections.Concurrent;
using ActiveReach.Azure.Accounts.Access;
using Azure.Core;
using Azure.Storage.Blobs;

namespace ActiveReach.Azure.Accounts.Storage;

/// <summary>The blobs of a storage account: the one place that makes their clients.</summary>
public sealed class BlobsAccount
{
    private readonly BlobServiceClient service;
    private readonly ConcurrentDictionary<string, Task<BlobContainerClient>> open = new(StringComparer.Ordinal);

    /// <param name="account">Where it is.</param>
    /// <param name="identity">Shown there; an emulator asks for none.</param>
    /// <param name="meter">Hears of each request.</param>
    /// <param name="adapt">What tests need besides.</param>
    public BlobsAccount(AccountOptions account, TokenCredential identity, StoreMeter meter, Action<ClientOptions>? adapt = null)
    {
        var options = StorageClients.Prepared(new BlobClientOptions(), "blobs", meter, adapt);
        service = account.Endpoint is { } endpoint ? new BlobServiceClient(endpoint, identity, options) : new BlobServiceClient(account.Emulator, options);
    }

    /// <summary>A container of files, made if it is not there.</summary>
    internal Task<BlobContainerClient> ContainerAsync(string name) => StorageClients.OpenedAsync(open, name, async _ =>
    {
        var container = service.GetBlobContainerClient(name);
        await container.CreateIfNotExistsAsync();
        return container;
    });
}
