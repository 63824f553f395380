using System.Diagnostics.Metrics;
using ActiveReach.Delivery;
using ActiveReach.Sight;
using Functions.Embedded.Invocation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Sight;

/// <summary>Shows how many messages wait on each queue, and for how long. Asked when somebody looks; where the answer takes its time the one before it is
/// shown, and nothing after an asking that failed: a queue that nobody knows anything of must not look like one that stands still.</summary>
public sealed class QueueGauges : IHostedService
{
    private const string Queue = "messaging.destination.name";
    private const string State = "activereach.state";

    private readonly IQueueWatch watch;
    private readonly ILogger<QueueGauges> log;
    private volatile IReadOnlyDictionary<string, QueueStanding>? known;
    private bool hasFailed;
    private Task? asking;

    /// <param name="orchestrations">Made with this one, so that its gauge is there from the start.</param>
    public QueueGauges(IMeterFactory meters, IQueueWatch watch, OrchestrationMeter orchestrations, ILogger<QueueGauges> log)
    {
        this.log = log;
        this.watch = watch;
        _ = orchestrations;
        var meter = meters.Create(Trail.Name);
        meter.CreateObservableGauge("activereach.queue.messages", Depths, "{message}", "Messages on the queue: ready ones, those at work among them, and delayed ones.");
        meter.CreateObservableGauge("activereach.queue.age", Ages, "s", "How long the oldest message that is ready has been so without coming to its end.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<long>> Depths() => Look().SelectMany(each => new[]
    {
        new Measurement<long>(each.Ready, new(Queue, each.Queue), new(State, "ready")),
        new Measurement<long>(each.Delayed, new(Queue, each.Queue), new(State, "delayed")),
    });

    private IEnumerable<Measurement<double>> Ages() => Look().Select(each => new Measurement<double>(each.Age.TotalSeconds, new KeyValuePair<string, object?>(Queue, each.Queue)));

    private IEnumerable<QueueStanding> Look()
    {
        if (asking is null or { IsCompleted: true })
            asking = AskAsync();
        if (known is not { } shown)
            return [];
        return AppFunctions.Queues.Union(shown.Keys, StringComparer.Ordinal).Select(queue => shown.GetValueOrDefault(queue) ?? new QueueStanding(queue, 0, 0, TimeSpan.Zero));
    }

    private async Task AskAsync()
    {
        try
        {
            known = (await watch.ReadAsync(AppFunctions.Queues)).ToDictionary(each => each.Queue, StringComparer.Ordinal);
            hasFailed = false;
        }
        catch (Exception error)
        {
            // The next look asks again; it is told once until they answer.
            known = null;
            if (!hasFailed)
                log.LogWarning("The queues don't tell how they stand, so nothing is measured of them: {Fault}", FaultText.Of(error));
            hasFailed = true;
        }
    }
}
