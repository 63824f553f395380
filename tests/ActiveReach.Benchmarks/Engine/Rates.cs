using System.Diagnostics;
using System.Globalization;

namespace ActiveReach.Benchmarks.Engine;

/// <summary>How much was done in how long, and the processor time it took.</summary>
internal readonly record struct Rate(int Count, TimeSpan Wall, TimeSpan Processor)
{
    public double PerSecond => Count / Wall.TotalSeconds;
}

internal static class Rates
{
    public static async Task<Rate> TimeAsync(int count, Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await work();
        var wall = watch.Elapsed;
        process.Refresh();
        return new Rate(count, wall, process.TotalProcessorTime - before);
    }

    public static async Task<string> MedianAsync(Func<Task<Rate>> measure)
    {
        var rates = new List<Rate>();
        for (var i = 0; i < 3; i++)
            rates.Add(await measure());
        var median = rates.OrderBy(rate => rate.PerSecond).ElementAt(1);
        var each = median.Processor.TotalMicroseconds / median.Count;
        return $"{median.PerSecond.Text()}/s ({each.ToString("0.0", CultureInfo.InvariantCulture)} µs of processor each; runs {string.Join(' ', rates.Select(rate => rate.PerSecond.Text()))})";
    }
}
