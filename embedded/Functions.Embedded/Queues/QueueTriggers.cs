using Functions.Embedded.Clock;
using Functions.Embedded.Discovery;
using Functions.Embedded.Hosting;
using Functions.Embedded.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Functions.Embedded.Queues;

/// <summary>All queue-triggered functions of the app, from start to stop.</summary>
internal sealed class QueueTriggers : IHostedService, IIdleSource, IDisposable
{
    private readonly QueueStore store;
    private readonly Dictionary<string, QueueListener> listeners = new(StringComparer.Ordinal);
    private readonly IDisposable registration;

    public QueueTriggers(
        FunctionCatalog catalog, HostSettings host, QueueStore store, FunctionInvoker invoker, RuntimeActivity activity,
        IConfiguration configuration, ILogger<QueueTriggers> log)
    {
        this.store = store;
        var settings = QueueSettings.From(host);
        foreach (var (function, trigger) in catalog.TriggeredBy<QueueTriggerAttribute>())
        {
            var queue = QueueLimits.Name(SettingReference.Resolve(trigger.QueueName, configuration, $"Function '{function.Name}'"));
            if (!listeners.TryAdd(queue, new QueueListener(queue, function, settings, store, invoker, log, activity.Signal)))
                throw new InvalidOperationException($"Function '{function.Name}': queue '{queue}' already triggers another function. Give each its own queue.");
        }

        registration = activity.Register(this);
    }

    public bool IsIdle => listeners.Values.All(listener => listener.IsIdle);

    public long Version => listeners.Values.Sum(listener => listener.Arrived);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.GoLiveAsync(listeners, (listener, entry) => listener.Add([entry]));
        foreach (var listener in listeners.Values)
            listener.Start();
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(listeners.Values.Select(listener => listener.StopAsync(cancellationToken)));

    public void Dispose()
    {
        registration.Dispose();
        foreach (var listener in listeners.Values)
            listener.Dispose();
    }
}
