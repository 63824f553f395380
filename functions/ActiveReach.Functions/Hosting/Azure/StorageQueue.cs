using System.Collections.Concurrent;
using ActiveReach.Delivery;
using ActiveReach.Queues;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Hosting;

/// <summary>Queues of the storage account that triggers the app, found as the host finds it: by managed identity where
/// <c>AzureWebJobsStorage__queueServiceUri</c> or <c>AzureWebJobsStorage__accountName</c> is set (a user-assigned one by
/// <c>AzureWebJobsStorage__clientId</c>), else by the connection string <c>AzureWebJobsStorage</c>.</summary>
internal sealed class StorageQueue(IConfiguration settings) : IMessageQueue, IQueueWatch
{
    private static readonly QueueClientOptions Encoding = new() { MessageEncoding = QueueMessageEncoding.Base64 };

    /// <summary>The service takes one message a call.</summary>
    private static readonly ParallelOptions Abreast = new() { MaxDegreeOfParallelism = 16 };

    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly ConcurrentDictionary<string, Task<QueueClient>> clients = new();

    public async Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellation = default)
    {
        // Visibility time-outs are whole seconds: less than one would be none.
        var visibleIn = delay is { } wait ? TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)) : (TimeSpan?)null;
        await (await ClientOfAsync(queue)).SendMessageAsync(body, visibilityTimeout: visibleIn, timeToLive: Forever, cancellationToken: cancellation);
    }

    public Task SendManyAsync(string queue, IReadOnlyList<string> bodies, CancellationToken cancellation = default) =>
        Parallel.ForEachAsync(bodies, Abreast, async (body, _) => await SendAsync(queue, body, cancellation: cancellation));

    /// <summary>The service counts about, and delayed messages with the others; it shows the oldest of those that may be taken. Every instance of the app tells
    /// the same.</summary>
    public async Task<IReadOnlyList<QueueStanding>> ReadAsync(IReadOnlyList<string> queues, CancellationToken cancellation = default) =>
        await Task.WhenAll(queues.Select(queue => ReadAsync(queue, cancellation)));

    private async Task<QueueStanding> ReadAsync(string queue, CancellationToken cancellation)
    {
        var client = await ClientOfAsync(queue);
        var messages = (await client.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount;
        var oldest = messages > 0 ? (await client.PeekMessageAsync(cancellation)).Value?.InsertedOn : null;
        return new QueueStanding(queue, messages, 0, oldest is { } since ? TimeProvider.System.GetUtcNow() - since : TimeSpan.Zero);
    }

    private async Task<QueueClient> ClientOfAsync(string queue)
    {
        var opening = clients.GetOrAdd(queue, OpenAsync);
        try
        {
            return await opening;
        }
        catch (Exception)
        {
            // A queue that could not be opened is tried anew by the next one who needs it.
            clients.TryRemove(KeyValuePair.Create(queue, opening));
            throw;
        }
    }

    private async Task<QueueClient> OpenAsync(string queue)
    {
        var client = ServiceOf(settings) is { } service
            ? new QueueClient(new Uri($"{service}/{queue}"), Identity(settings), Encoding)
            : new QueueClient(settings["AzureWebJobsStorage"], queue, Encoding);
        await client.CreateIfNotExistsAsync();
        return client;
    }

    private static string? ServiceOf(IConfiguration settings) =>
        settings["AzureWebJobsStorage:queueServiceUri"] is { Length: > 0 } service ? service.TrimEnd('/')
        : settings["AzureWebJobsStorage:accountName"] is { Length: > 0 } account ? $"https://{account}.queue.core.windows.net"
        : null;

    private static DefaultAzureCredential Identity(IConfiguration settings) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = settings["AzureWebJobsStorage:clientId"] is { Length: > 0 } client ? client : null });
}
