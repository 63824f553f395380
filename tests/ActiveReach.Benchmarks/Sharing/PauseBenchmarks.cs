using System.Diagnostics;
using System.Globalization;
using ActiveReach.Benchmarks.Road;
using ActiveReach.Benchmarks.Sending;

namespace ActiveReach.Benchmarks.Sharing;

/// <summary>P8: how long the provider is still called after somebody has paused or cancelled a campaign that goes out as fast as it can.</summary>
internal static class PauseBenchmarks
{
    private const int Repeats = 3;

    /// <summary>Whoever was called after so long would have been called anyway.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(5);

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
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                var before = sink.Taken;
                var id = await app.DraftAsync(way.Campaign(points: 1000));
                await app.LaunchAsync(id);
                await StopAsync("pause", before + (contacts / 4));
                await app.PostAsync($"campaigns/{id}/resume");
                await StopAsync("cancel", before + (contacts / 2));

                async Task StopAsync(string move, long from)
                {
                    while (sink.Taken < from)
                        await Task.Delay(1);
                    var asked = Stopwatch.GetTimestamp();
                    await app.PostAsync($"campaigns/{id}/{move}");
                    var (answered, taken) = (Stopwatch.GetTimestamp(), sink.Taken);
                    await Task.Delay(Watched);
                    var last = sink.LastAt;
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"P8 {move,-6}  answered after {Seconds(asked, answered):0.000} s; last call {Seconds(asked, last):0.000} s after it was asked, {Math.Max(0, Seconds(answered, last)):0.000} s after the answer, {sink.Taken - taken:N0} messages between; load {RunningApp.Load}"));
                }
            }

            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static double Seconds(long from, long to) => (to - from) / (double)Stopwatch.Frequency;
}
