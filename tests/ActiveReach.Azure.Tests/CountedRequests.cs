using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ActiveReach.Azure.Tests;

/// <summary>What a store was asked for, as its meter told it.</summary>
public sealed class CountedRequests : IMeterFactory
{
    private readonly ConcurrentQueue<string> verbs = new();
    private readonly MeterListener listener = new();
    private Meter? meter;
    private double charge;

    public CountedRequests()
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter == meter)
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => verbs.Enqueue($"{Tag(tags, "activereach.store")} {Tag(tags, "activereach.store.verb")} {Tag(tags, "http.response.status_code")}"));
        listener.SetMeasurementEventCallback<double>((_, measured, _, _) => charge += measured);
        listener.Start();
    }

    /// <summary>Request units since it was asked last.</summary>
    public double TakeCharge()
    {
        var taken = charge;
        charge = 0;
        return taken;
    }

    /// <summary>Requests since it was asked last, as "store verb status".</summary>
    public IReadOnlyList<string> Take()
    {
        var taken = verbs.ToList();
        verbs.Clear();
        return taken;
    }

    public Meter Create(MeterOptions options) => meter = new Meter(options);

    public void Dispose()
    {
        listener.Dispose();
        meter?.Dispose();
    }

    private static object? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (key == name)
                return value;
        }

        return null;
    }
}
