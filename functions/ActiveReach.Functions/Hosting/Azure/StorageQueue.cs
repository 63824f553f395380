using System.Collections.Concurrent;
using ActiveReach.Delivery;
using ActiveReach.Queues;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Hosting;

/// <summary>Queues of the storage account that triggers the app: by managed identity where <c>AzureWebJobsStorage__queueServiceUri</c>
/// is set, else by the connection string <c>AzureWebJobsStorage</c>.</summary>
internal sealed class StorageQueue(IConfiguration settings) : IMessageQueue, IQueueWatch
{
    private static readonly QueueClientOptions Encoding = new() { MessageEncoding = QueueMessageEncoding.Base64 };

    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly ConcurrentDictionary<string, Task<QueueClient>> clients = new();

    public async Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellation = default)
    {
        // Visibility time-outs are whole seconds: less than one would be none.
        var visibleIn = delay is { } wait ? TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)) : (TimeSpan?)null;
        await (await ClientOfAsync(queue)).SendMessageAsync(body, visibilityTimeout: visibleIn, timeToLive: Forever, cancellationToken: cancellation);
    }

    public Task SendManyAsync(string queue, IReadOnlyList<string> bodies, CancellationToken cancellation = default) =>
        Task.WhenAll(bodies.Select(body => SendAsync(queue, body, cancellation: cancellation)));

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
        var client = settings["AzureWebJobsStorage:queueServiceUri"] is { } account
            ? new QueueClient(new Uri($"{account.TrimEnd('/')}/{queue}"), new DefaultAzureCredential(), Encoding)
            : new QueueClient(settings["AzureWebJobsStorage"], queue, Encoding);
        await client.CreateIfNotExistsAsync();
        return client;
    }
}
