using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ActiveReach.Sight;

/// <summary>Times the work on the messages of queues, by the conventions of OpenTelemetry.</summary>
public sealed class QueueMeter
{
    private readonly Histogram<double> processing;

    /// <param name="meters">Of the app; null (default) for a meter of its own.</param>
    public QueueMeter(IMeterFactory? meters = null) =>
        processing = Instruments.Of(meters).CreateSeconds("messaging.process.duration", "Time that the work on a message of a queue took.");

    /// <summary>Begins the work on a message.</summary>
    /// <param name="within">The trace that it goes on with; null for one of its own.</param>
    /// <param name="causes">What led to it.</param>
    internal static Activity? Begin(string queue, string? within, params ReadOnlySpan<string?> causes) => Trail.Begin($"process {queue}", ActivityKind.Consumer, within, causes) is { } span
        ? span.SetTag("messaging.system", "activereach").SetTag("messaging.operation.type", "process").SetTag("messaging.operation.name", "process").SetTag(Instruments.Queue, queue)
        : null;

    internal void End(string queue, long began, string? error) => processing.Record(began, Instruments.Queue, queue, error);
}
