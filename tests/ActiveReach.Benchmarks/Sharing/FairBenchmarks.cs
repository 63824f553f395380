using System.Diagnostics;
using System.Globalization;
using ActiveReach.Benchmarks.Road;
using ActiveReach.Benchmarks.Sending;

namespace ActiveReach.Benchmarks.Sharing;

/// <summary>P10: campaigns to about a hundred people, one after the other, alone and beside one to everybody, from the launch to the last hand-over.</summary>
internal static class FairBenchmarks
{
    private const int Small = 20;

    public static int Measure(string[] args) => RunAsync(args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 100_000).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(int contacts)
    {
        var directory = Directory.CreateTempSubdirectory("activereach-bench-").FullName;
        try
        {
            using var sink = new SinkProcess("http");
            var way = Way.OfMails(sink.Address, hasReceipts: false);
            await using var app = await RunningApp.StartAsync(directory, way.Settings);
            await app.ImportAsync(directory, contacts);
            var few = Math.Max(1, 100_000 / contacts);
            await LaunchAsync(few);
            var alone = await SmallOnesAsync(() => true);
            var before = sink.Taken;
            var large = await app.DraftAsync(way.Campaign(points: 1000));
            await app.LaunchAsync(large);
            while (sink.Taken < before + (contacts / 50))
                await Task.Delay(1);
            var beside = await SmallOnesAsync(() => sink.Taken < before + contacts);
            await app.UntilHandedAsync(large);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"P10 alone   median {At(alone, 50):N0} ms, p95 {At(alone, 95):N0} ms of {alone.Count} campaigns"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"P10 beside  median {At(beside, 50):N0} ms, p95 {At(beside, 95):N0} ms of {beside.Count} campaigns"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"P10 ratio of p95 {At(beside, 95) / At(alone, 95):0.0}, of medians {At(beside, 50) / At(alone, 50):0.0} (goal 2); load {RunningApp.Load}"));
            return 0;

            async Task<List<double>> SmallOnesAsync(Func<bool> goesOn)
            {
                var times = new List<double>();
                while (times.Count < Small && goesOn())
                    times.Add(await LaunchAsync(few));
                return times;
            }

            async Task<double> LaunchAsync(int points)
            {
                var id = await app.DraftAsync(way.Campaign(points));
                var watch = Stopwatch.StartNew();
                await app.LaunchAsync(id);
                await app.UntilHandedAsync(id);
                return watch.Elapsed.TotalMilliseconds;
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static double At(List<double> times, int percent) => times.Order().ElementAt((times.Count - 1) * percent / 100);
}
