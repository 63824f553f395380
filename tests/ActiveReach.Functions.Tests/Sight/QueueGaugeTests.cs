using System.Diagnostics.Metrics;
using ActiveReach.Delivery;
using ActiveReach.Functions.Sight;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Sight;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Tests.Sight;

/// <summary>What is measured of queues.</summary>
public sealed class QueueGaugeTests
{
    [Fact]
    public async Task Queues_that_do_not_answer_are_not_shown_as_they_were_before()
    {
        using var log = new RecordedLog();
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System).AddLogging(logging => logging.AddProvider(log)).AddMetrics().AddSingleton<OrchestrationMeter>().AddSingleton<QueueGauges>()
            .AddSingleton<MoodyQueues>().AddSingleton<IQueueWatch>(provider => provider.GetRequiredService<MoodyQueues>())
            .BuildServiceProvider();
        services.GetRequiredService<QueueGauges>();
        using var listener = new MeterListener();
        var shown = new List<long>();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == Trail.Name && instrument.Name == "activereach.queue.messages" && instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => shown.Add(value));
        listener.Start();

        Assert.Contains(7, Look());
        services.GetRequiredService<MoodyQueues>().Answers = false;
        Look();
        Assert.Empty(Look());
        Assert.Single(log.Lines, line => line.Contains("nothing is measured", StringComparison.Ordinal) && line.Contains("TimeoutException", StringComparison.Ordinal));

        services.GetRequiredService<MoodyQueues>().Answers = true;
        Look();
        Assert.Contains(7, Look());

        List<long> Look()
        {
            shown.Clear();
            listener.RecordObservableInstruments();
            return [.. shown];
        }
    }

    private sealed class MoodyQueues : IQueueWatch
    {
        public bool Answers { get; set; } = true;

        public Task<IReadOnlyList<QueueStanding>> ReadAsync(IReadOnlyList<string> queues, CancellationToken cancellation = default) => Answers
            ? Task.FromResult<IReadOnlyList<QueueStanding>>([new QueueStanding("engagement", 7, 0, TimeSpan.Zero)])
            : Task.FromException<IReadOnlyList<QueueStanding>>(new TimeoutException("no answer"));
    }
}
