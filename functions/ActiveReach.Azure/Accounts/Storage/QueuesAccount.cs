using System.Collections.Concurrent;
using ActiveReach.Azure.Accounts.Access;
using Azure.Core;
using Azure.Storage.Queues;

namespace ActiveReach.Azure.Accounts.Storage;

/// <summary>The queues of a storage account: the one place that makes their clients.</summary>
public sealed class QueuesAccount
{
    private readonly QueueServiceClient service;
    private readonly ConcurrentDictionary<string, Task<QueueClient>> open = new(StringComparer.Ordinal);

    /// <param name="account">Where it is.</param>
    /// <param name="identity">Shown there; an emulator asks for none.</param>
    /// <param name="meter">Hears of each request.</param>
    /// <param name="adapt">What tests need besides.</param>
    public QueuesAccount(AccountOptions account, TokenCredential identity, StoreMeter meter, Action<ClientOptions>? adapt = null)
    {
        var options = StorageClients.Prepared(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, "queues", meter, adapt);
        service = account.Endpoint is { } endpoint ? new QueueServiceClient(endpoint, identity, options) : new QueueServiceClient(account.Emulator, options);
    }

    /// <summary>A queue, made if it is not there.</summary>
    internal Task<QueueClient> QueueAsync(string name) => StorageClients.OpenedAsync(open, name, async _ =>
    {
        var queue = service.GetQueueClient(name);
        await queue.CreateIfNotExistsAsync();
        return queue;
    });
}
