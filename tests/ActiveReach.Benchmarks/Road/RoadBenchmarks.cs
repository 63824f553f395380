using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ActiveReach.Benchmarks.Sending;

namespace ActiveReach.Benchmarks.Road;

/// <summary>P1: the whole road over a real provider, segment → consent → render → ledger → provider → sent, against a client in a loop that hands the same bodies to the same
/// sink, in turns with it; the sink has a process of its own. With receipts a webhook comes back for every message, and the road ends with the final figures. P3: with <c>alone</c> the
/// peak of a process that sends once, has imported nothing and isn't the vendor.</summary>
internal static class RoadBenchmarks
{
    private const string WebhookSecret = "a-secret-of-the-bench";
    private const int Repeats = 3;

    /// <param name="args">How many; then <c>mail</c> (the default), <c>receipts</c>, <c>sms</c> or <c>smtp</c>; then <c>alone</c>, but for receipts.</param>
    public static int Measure(string[] args)
    {
        var (contacts, kind) = (args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 100_000, args is [_, var given, ..] ? given : "mail");
        var measuring = args switch
        {
            [_, _, "child", var filled, var sink] => SendOnceAsync(contacts, filled, WayTo(sink, kind)),
            [_, not "receipts", "alone"] => AloneAsync(contacts, kind),
            _ => RunAsync(contacts, kind),
        };
        return measuring.GetAwaiter().GetResult();
    }

    private static Way WayTo(string sink, string kind) => kind switch
    {
        "smtp" => Way.BySmtp(sink),
        "sms" => Way.OfTexts(sink),
        _ => Way.OfMails(sink, kind == "receipts"),
    };

    private static async Task<int> AloneAsync(int contacts, string kind)
    {
        var directory = Directory.CreateTempSubdirectory("activereach-bench-").FullName;
        try
        {
            using var sink = new SinkProcess(kind == "smtp" ? "smtp" : "http");
            await using (var app = await RunningApp.StartAsync(directory))
                await app.ImportAsync(directory, contacts);
            using var child = Process.Start(Environment.ProcessPath!, ["bench", "road", $"{contacts}", kind, "child", directory, sink.Address]);
            await child.WaitForExitAsync();
            return sink.Taken == contacts ? child.ExitCode : 1;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<int> SendOnceAsync(int contacts, string filled, Way way)
    {
        await using var app = await RunningApp.StartAsync(filled, way.Settings);
        var (time, _) = await SendAsync(app, way, points: 1000);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{way.Name}  {contacts / time.TotalSeconds,8:N0} recipients/s; peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:0} MiB; load {RunningApp.Load}"));
        return 0;
    }

    private static async Task<int> RunAsync(int contacts, string kind)
    {
        var directory = Directory.CreateTempSubdirectory("activereach-bench-").FullName;
        try
        {
            using var sink = new SinkProcess(kind == "smtp" ? "smtp" : "http");
            var way = WayTo(sink.Address, kind);
            await using var app = await RunningApp.StartAsync(directory, [.. way.Settings, ("ActiveReach:WebhookSecrets:ses", WebhookSecret)]);
            await app.ImportAsync(directory, contacts);
            if (way.HasReceipts)
                sink.SendReceiptsTo(new Uri(app.Address, $"api/webhooks/ses?secret={WebhookSecret}"));

            // The runtime compiles what is used for the first time.
            await SendAsync(app, way, points: 50);
            var ratios = new List<double>();
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                var before = sink.Taken;
                var processor = Process.GetCurrentProcess().TotalProcessorTime;
                var (time, figures) = await SendAsync(app, way, points: 1000);
                var (sent, rested) = (Process.GetCurrentProcess().TotalProcessorTime - processor, Process.GetCurrentProcess().TotalProcessorTime);
                if (sink.Taken - before != contacts || (long)figures["sent"]! != contacts || (way.HasReceipts && (long)figures["delivered"]! != contacts))
                {
                    Console.WriteLine($"{contacts:N0} were to be sent to; the sink has taken {sink.Taken - before:N0}, and the figures say {figures.ToJsonString()}");
                    return 1;
                }

                var (rate, floor) = (contacts / time.TotalSeconds, await way.FloorAsync(contacts));
                var looped = Process.GetCurrentProcess().TotalProcessorTime - rested;
                ratios.Add(rate / floor);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way.Name}  {rate,8:N0} recipients/s, each once and counted, {sent.TotalMicroseconds / contacts:0} µs of processor each; floor {floor,8:N0}/s, {looped.TotalMicroseconds / contacts:0} µs; ratio {rate / floor:0.00}"));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way.Name}  median ratio {ratios.Order().ElementAt(Repeats / 2):0.00}; load {RunningApp.Load}"));
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>To those who have fewer points than that, from the launch to the last hand-over, or to the last receipt.</summary>
    private static async Task<(TimeSpan Time, JsonNode Figures)> SendAsync(RunningApp app, Way way, int points)
    {
        var id = await app.DraftAsync(way.Campaign(points));
        var watch = Stopwatch.StartNew();
        await app.LaunchAsync(id);
        await app.UntilHandedAsync(id);
        var figures = await app.UntilAsync($"campaigns/{id}/analytics", figures => !way.HasReceipts || (long)figures["pending"]! == 0);
        return (watch.Elapsed, figures);
    }
}
