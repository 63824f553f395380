using System.Collections.Concurrent;
using Azure.Storage.Queues;
using Functions.Host.Instances.Apps;

namespace Functions.Host.Instances;

/// <summary>Puts every message of a queue there once more: at first just before the worker gets it, so that both are worked off side by side.</summary>
internal sealed class RepeatedQueue(CloudApp app, string queue) : IDisposable
{
    private readonly ConcurrentDictionary<string, byte> seen = new();
    private readonly QueueClient client = new(app.Storage.ConnectionString, queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    public int Messages => seen.Count;

    public RepeatedQueue Begin()
    {
        foreach (var instance in app.Serving)
            instance.Host.Invocations.BeforeMessage += RepeatAsync;
        return this;
    }

    /// <summary>All of them once more, when everything they ask for has been done; ends when they are worked off.</summary>
    public async Task AgainAsync()
    {
        foreach (var body in seen.Keys)
            await client.SendMessageAsync(body);
        await app.UntilWorkedOffAsync(queue);
    }

    public void Dispose()
    {
        foreach (var instance in app.Serving)
            instance.Host.Invocations.BeforeMessage -= RepeatAsync;
    }

    private async Task RepeatAsync(string of, string body)
    {
        if (of == queue && seen.TryAdd(body, 0))
            await client.SendMessageAsync(body);
    }
}
