using System.Collections.Concurrent;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace ActiveReach.Azure.Accounts;

/// <summary>The storage account: the one place that makes its clients. What was refused for the rate, or lost on the way, is repeated by the SDK with
/// growing pauses.</summary>
public sealed class StorageAccount
{
    private readonly QueueServiceClient queues;
    private readonly BlobServiceClient blobs;
    private readonly ConcurrentDictionary<string, Task<QueueClient>> openQueues = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<BlobContainerClient>> openContainers = new(StringComparer.Ordinal);

    private StorageAccount(QueueServiceClient queues, BlobServiceClient blobs) => (this.queues, this.blobs) = (queues, blobs);

    /// <summary>The account as an identity reaches it.</summary>
    public static StorageAccount Of(Uri queues, Uri blobs, TokenCredential identity, StoreMeter meter) =>
        new(new QueueServiceClient(queues, identity, Queues(meter)), new BlobServiceClient(blobs, identity, Prepared(new BlobClientOptions(), "blobs", meter)));

    /// <param name="connection">With a key: an emulator's.</param>
    /// <param name="meter">Hears of each request.</param>
    /// <param name="adapt">What tests need besides.</param>
    public static StorageAccount Of(string connection, StoreMeter meter, Action<ClientOptions>? adapt = null)
    {
        var (forQueues, forBlobs) = (Queues(meter), Prepared(new BlobClientOptions(), "blobs", meter));
        adapt?.Invoke(forQueues);
        adapt?.Invoke(forBlobs);
        return new(new QueueServiceClient(connection, forQueues), new BlobServiceClient(connection, forBlobs));
    }

    /// <summary>A queue, made if it is not there.</summary>
    internal Task<QueueClient> QueueAsync(string name) => OpenedAsync(openQueues, name, async _ =>
    {
        var queue = queues.GetQueueClient(name);
        await queue.CreateIfNotExistsAsync();
        return queue;
    });

    /// <summary>A container of files, made if it is not there.</summary>
    internal Task<BlobContainerClient> ContainerAsync(string name) => OpenedAsync(openContainers, name, async _ =>
    {
        var container = blobs.GetBlobContainerClient(name);
        await container.CreateIfNotExistsAsync();
        return container;
    });

    /// <summary>Opened once; what could not be opened is tried anew by the next one who needs it.</summary>
    private static async Task<T> OpenedAsync<T>(ConcurrentDictionary<string, Task<T>> known, string name, Func<string, Task<T>> open)
    {
        var opening = known.GetOrAdd(name, open);
        try
        {
            return await opening;
        }
        catch (Exception)
        {
            known.TryRemove(KeyValuePair.Create(name, opening));
            throw;
        }
    }

    private static QueueClientOptions Queues(StoreMeter meter) => Prepared(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, "queues", meter);

    private static T Prepared<T>(T options, string store, StoreMeter meter)
        where T : ClientOptions
    {
        options.Diagnostics.ApplicationId = "ActiveReach";
        options.AddPolicy(new StorageRequests(store, meter), HttpPipelinePosition.PerRetry);
        return options;
    }
}
