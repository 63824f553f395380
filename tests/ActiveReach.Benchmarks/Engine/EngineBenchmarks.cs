using System.Globalization;

namespace ActiveReach.Benchmarks.Engine;

/// <summary>Goals P6 and P7: the durable engine beside the bare flush it stands on. Each rate is the median of three runs.</summary>
internal static class EngineBenchmarks
{
    private static readonly (string Name, string Goal, Func<Task<string>> Measure)[] All =
    [
        ("floor", "bare commits of one row, each flushed", () => Rates.MedianAsync(FlushFloor.Run)),
        ("five-1000", "five-step orchestrations, 1,000 in flight, goal 4,000/s", () => Rates.MedianAsync(() => FiveSteps.Run(20_000, 1000, 0))),
        ("five-10", "five-step orchestrations, 10 in flight, goal 1,000/s", () => Rates.MedianAsync(() => FiveSteps.Run(3_000, 10, 0))),
        ("five-1", "five-step orchestrations, 1 in flight, goal 250/s", () => Rates.MedianAsync(() => FiveSteps.Run(500, 1, 0))),
        ("five-1kb", "five-step orchestrations with 1 kB payloads, 1,000 in flight, goal 1,500/s", () => Rates.MedianAsync(() => FiveSteps.Run(8_000, 1000, 1000))),
        ("fan-out", "activities of a fan-out of 100,000, goal 40,000/s", () => Rates.MedianAsync(FanOut.Run)),
        ("events", "events to 10,000 waiting instances, each then complete, goal 30,000/s", () => Rates.MedianAsync(Events.Run)),
        ("replay", "replay of a history of 10,000 events", LongReplay.Run),
        ("parked", "10,000 instances parked for days: memory, restart, CPU, waking (P7)", Parked.Run),
    ];

    public static int Run(string[] args)
    {
        var chosen = All.Where(one => args.Length == 0 || args.Contains(one.Name)).ToList();
        if (chosen.Count == 0)
        {
            Console.Error.WriteLine($"There is no engine benchmark '{string.Join(' ', args)}'. Name some of: {string.Join(", ", All.Select(one => one.Name))}.");
            return 2;
        }

        Console.WriteLine($"{Environment.ProcessorCount} cores, load {Load()}, synchronous=FULL");
        foreach (var (name, goal, measure) in chosen)
            Console.WriteLine($"{name,-10} {measure().GetAwaiter().GetResult(),-58} {goal}");
        return 0;
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    internal static string Text(this double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
