using System.Diagnostics;
using System.Globalization;

namespace ActiveReach.Benchmarks.Sending;

/// <summary>P1b and P1c: the whole app from launch to everybody handed over, with the sandbox at zero latency; receipts off (they would
/// come a day later), and with receipts, clicks and replies coming back until the figures are exact. With <c>figures</c> breakdowns are asked
/// for while it goes on (P13). Memory is the process's peak; with <c>alone</c> that of a process of its own that sends once and has imported nothing.</summary>
internal static class SendBenchmarks
{
    private const string ADay = "86400000";
    private static readonly string[] Breakdowns = ["hour", "outlet", "variant", "channel", "run"];

    public static int Measure(string[] args)
    {
        var contacts = args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 100_000;
        var withReceipts = args.Contains("receipts");
        if (args is [_, "child", var filled, ..])
        {
            RunAsync(filled, withReceipts, app => SendAsync(app, contacts, withReceipts, args.Contains("figures"))).GetAwaiter().GetResult();
            return 0;
        }

        var directory = Directory.CreateTempSubdirectory("activereach-bench-").FullName;
        try
        {
            RunAsync(directory, withReceipts, async app =>
            {
                await app.ImportAsync(directory, contacts);
                for (var repeat = 0; repeat < 3 && !args.Contains("alone"); repeat++)
                    await SendAsync(app, contacts, withReceipts, args.Contains("figures"));
            }).GetAwaiter().GetResult();
            if (!args.Contains("alone"))
                return 0;
            using var child = Process.Start(Environment.ProcessPath!, ["bench", "send", args[0], "child", directory, .. args.Skip(2)]);
            child.WaitForExit();
            return child.ExitCode;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task RunAsync(string directory, bool withReceipts, Func<RunningApp, Task> use)
    {
        await using var app = await RunningApp.StartAsync(directory, ("Sandbox:LatencyMs", "0"), ("Sandbox:EventDelayMs", withReceipts ? "200" : ADay));
        await use(app);
        Console.WriteLine($"peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:0} MiB; load {RunningApp.Load}");
    }

    private static async Task SendAsync(RunningApp app, int contacts, bool withReceipts, bool withFigures)
    {
        var id = await app.DraftAsync(new
        {
            name = "Bench",
            type = "one_time",
            audience = new { },
            channels = new[] { new { channel = "sms" } },
            variants = new[] { new { id = "A", content = new { sms = new { text = "Hi {{default first_name 'there'}}, it's here: {{link 'https://shop.example/new'}}" } } } },
            schedule = new { kind = "now" },
            quietHours = false,
            replyWindow = withReceipts ? "PT2S" : "PT0S",
        });

        var (watch, processor) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        await app.LaunchAsync(id);
        var looks = new List<double>();
        await app.UntilHandedAsync(id, withFigures ? LookAsync : null);
        if (looks.Count > 0)
            Console.WriteLine($"P13, {looks.Count} breakdowns while sending: median {looks.Order().ElementAt(looks.Count / 2):0.0} ms, p95 {looks.Order().ElementAt(looks.Count * 95 / 100):0.0} ms, most {looks.Max():0.0} ms");
        Report("launch to everybody handed over", contacts, watch, processor);
        if (withReceipts)
        {
            await app.UntilAsync($"campaigns/{id}/analytics", figures => (long)figures["pending"]! == 0);
            Report("until every receipt is counted  ", contacts, watch, processor);
        }

        async Task LookAsync()
        {
            var asked = Stopwatch.StartNew();
            await app.GetAsync($"campaigns/{id}/analytics?by={Breakdowns[looks.Count % Breakdowns.Length]}");
            looks.Add(asked.Elapsed.TotalMilliseconds);
        }
    }

    private static void Report(string what, int contacts, Stopwatch watch, TimeSpan processor)
    {
        var used = Process.GetCurrentProcess().TotalProcessorTime - processor;
        Console.WriteLine($"{what}  {contacts / watch.Elapsed.TotalSeconds,10:N0} recipients/s  {used.TotalMicroseconds / contacts,8:0.0} µs of processor each");
    }
}
