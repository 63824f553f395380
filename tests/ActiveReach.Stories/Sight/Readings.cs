using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ActiveReach.Sight;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Stories.Sight;

/// <summary>What one app of this process measures, as a reader of measurements adds it up.</summary>
internal sealed class Readings : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, double> sums = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, double> lasts = new(StringComparer.Ordinal);

    public Readings(IServiceProvider app)
    {
        var own = app.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == Trail.Name && instrument.Meter.Scope == own)
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Everything that was counted under the name, with these values among its tags.</summary>
    public double Sum(string instrument, params string[] values) => sums
        .Where(each => each.Key.StartsWith(instrument + '|', StringComparison.Ordinal) && values.All(value => each.Key.Contains($"={value}|", StringComparison.Ordinal)))
        .Sum(each => each.Value);

    /// <summary>What the gauge shows now; null when nothing.</summary>
    public double? Now(string instrument, params string[] values)
    {
        lasts.Clear();
        listener.RecordObservableInstruments();
        var found = lasts.Where(each => each.Key.StartsWith(instrument + '|', StringComparison.Ordinal) && values.All(value => each.Key.Contains($"={value}|", StringComparison.Ordinal))).ToList();
        return found.Count == 0 ? null : found.Sum(each => each.Value);
    }

    /// <summary>Every series with its tags.</summary>
    public IEnumerable<string> Series => sums.Keys.Concat(lasts.Keys);

    public void Dispose() => listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = instrument.Name + '|' + string.Concat(tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}|"));
        if (instrument.IsObservable)
            lasts[series] = value;
        else
            sums.AddOrUpdate(series, value, (_, sum) => sum + value);
    }
}
