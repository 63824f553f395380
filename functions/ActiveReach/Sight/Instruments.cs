using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ActiveReach.Sight;

/// <summary>Names that several instruments share.</summary>
internal static class Instruments
{
    public const string Channel = "activereach.channel";
    public const string Outcome = "activereach.outcome";
    public const string Kind = "activereach.event.kind";
    public const string Queue = "messaging.destination.name";
    public const string Error = "error.type";

    /// <summary>From a call on the same machine to one that is given up.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60] };

    /// <summary>The meter of an app; without a factory one that nobody tells from another.</summary>
    public static Meter Of(IMeterFactory? meters) => meters?.Create(Trail.Name) ?? new Meter(Trail.Name);

    public static Histogram<double> CreateSeconds(this Meter meter, string name, string description) =>
        meter.CreateHistogram(name, "s", description, tags: null, Seconds);

    public static void Add(this Counter<long> counter, long delta, string tag, string value, string other, string? otherValue)
    {
        if (delta > 0 && counter.Enabled)
            counter.Add(delta, new TagList { { tag, value }, { other, otherValue } });
    }

    /// <summary>The time of work since <paramref name="began"/>, a time stamp of <see cref="Stopwatch"/>.</summary>
    /// <param name="error">The kind of fault; null when there was none.</param>
    public static void Record(this Histogram<double> histogram, long began, string tag, string value, string? error)
    {
        if (!histogram.Enabled)
            return;
        var tags = new TagList { { tag, value } };
        if (error is not null)
            tags.Add(Error, error);
        histogram.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
    }
}
