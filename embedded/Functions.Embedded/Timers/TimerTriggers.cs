using Functions.Embedded.Discovery;
using Functions.Embedded.Hosting;
using Functions.Embedded.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Functions.Embedded.Timers;

/// <summary>All timer functions of the app, from start to stop.</summary>
internal sealed class TimerTriggers : IHostedService, IDisposable
{
    private readonly List<TimerListener> listeners = [];

    public TimerTriggers(
        FunctionCatalog catalog, TimerStore store, FunctionInvoker invoker, BusinessTimers timers, IConfiguration configuration, ILogger<TimerTriggers> log)
    {
        foreach (var (function, trigger) in catalog.TriggeredBy<TimerTriggerAttribute>())
        {
            var text = SettingReference.Resolve(trigger.Schedule, configuration, $"Function '{function.Name}'");
            listeners.Add(new TimerListener(function, trigger, TimerSchedule.Parse(text, function.Name), store, invoker, timers, log));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(listeners.Select(listener => listener.StartAsync()));

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(listeners.Select(listener => listener.StopAsync(cancellationToken)));

    public void Dispose()
    {
        foreach (var listener in listeners)
            listener.Dispose();
    }
}
