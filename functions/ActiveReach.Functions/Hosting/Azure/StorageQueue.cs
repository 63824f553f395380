using System.Collections.Concurrent;
using ActiveReach.Delivery;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Hosting;

/// <summary>Queues of the storage account that triggers the app: by managed identity where <c>AzureWebJobsStorage__queueServiceUri</c>
/// is set, else by the connection string <c>AzureWebJobsStorage</c>.</summary>
internal sealed class StorageQueue(IConfiguration settings) : IMessageQueue
{
    private static readonly QueueClientOptions Encoding = new() { MessageEncoding = QueueMessageEncoding.Base64 };

    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly ConcurrentDictionary<string, Task<QueueClient>> clients = new();

    public async Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellation = default)
    {
        var opening = clients.GetOrAdd(queue, OpenAsync);
        try
        {
            // Visibility time-outs are whole seconds: less than one would be none.
            var visibleIn = delay is { } wait ? TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)) : (TimeSpan?)null;
            await (await opening).SendMessageAsync(body, visibilityTimeout: visibleIn, timeToLive: Forever, cancellationToken: cancellation);
        }
        catch when (opening.IsFaulted || opening.IsCanceled)
        {
            // A queue that could not be opened is tried anew by the next message.
            clients.TryRemove(KeyValuePair.Create(queue, opening));
            throw;
        }
    }

    public Task SendManyAsync(string queue, IReadOnlyList<string> bodies, CancellationToken cancellation = default) =>
        Task.WhenAll(bodies.Select(body => SendAsync(queue, body, cancellation: cancellation)));

    private async Task<QueueClient> OpenAsync(string queue)
    {
        var client = settings["AzureWebJobsStorage:queueServiceUri"] is { } account
            ? new QueueClient(new Uri($"{account.TrimEnd('/')}/{queue}"), new DefaultAzureCredential(), Encoding)
            : new QueueClient(settings["AzureWebJobsStorage"], queue, Encoding);
        await client.CreateIfNotExistsAsync();
        return client;
    }
}
