using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ActiveReach.Functions;
using ActiveReach.Functions.Demo;
using Functions.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

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
            RunAsync(filled, withReceipts, api => SendAsync(api, contacts, withReceipts, args.Contains("figures"))).GetAwaiter().GetResult();
            return 0;
        }

        var directory = Directory.CreateTempSubdirectory("activereach-bench-").FullName;
        try
        {
            RunAsync(directory, withReceipts, async api =>
            {
                await ImportAsync(api, directory, contacts);
                for (var repeat = 0; repeat < 3 && !args.Contains("alone"); repeat++)
                    await SendAsync(api, contacts, withReceipts, args.Contains("figures"));
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

    private static async Task RunAsync(string directory, bool withReceipts, Func<HttpClient, Task> use)
    {
        await using var host = ActiveReachApp.Build(["--data", directory], builder => Configure(builder, withReceipts));
        await host.StartAsync();
        using var api = new HttpClient { BaseAddress = new Uri(host.Address, "api/workspaces/demo/"), Timeout = TimeSpan.FromMinutes(10) };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo-admin-key");
        await use(api);
        Console.WriteLine($"peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:0} MiB; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        await host.StopAsync();
    }

    private static void Configure(EmbeddedApplicationBuilder builder, bool withReceipts)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseEmbedded(embedded => embedded.Port = 0);
        builder.Configuration["Sandbox:LatencyMs"] = "0";
        builder.Configuration["Sandbox:EventDelayMs"] = withReceipts ? "200" : ADay;
    }

    private static async Task ImportAsync(HttpClient api, string directory, int contacts)
    {
        var file = Path.Combine(directory, "contacts.csv");
        await using (var csv = File.Create(file))
            await new ContactGenerator(1).WriteAsync(csv, contacts);
        var watch = Stopwatch.StartNew();
        await using var body = File.OpenRead(file);
        using var content = new StreamContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var accepted = await api.PostAsync(new Uri("contacts/import?mode=upsert", UriKind.Relative), content);
        accepted.EnsureSuccessStatusCode();
        var job = (string)JsonNode.Parse(await accepted.Content.ReadAsStringAsync())!["jobId"]!;
        await UntilAsync(api, $"contacts/import/{job}", state => (string)state["state"]! == "complete");
        Console.WriteLine($"{contacts:N0} contacts imported in {watch.Elapsed.TotalSeconds:0.0} s: {contacts / watch.Elapsed.TotalSeconds:N0}/s");
    }

    private static async Task SendAsync(HttpClient api, int contacts, bool withReceipts, bool withFigures)
    {
        var definition = new
        {
            name = "Bench",
            type = "one_time",
            audience = new { },
            channels = new[] { new { channel = "sms" } },
            variants = new[] { new { id = "A", content = new { sms = new { text = "Hi {{default first_name 'there'}}, it's here: {{link 'https://shop.example/new'}}" } } } },
            schedule = new { kind = "now" },
            quietHours = false,
            replyWindow = withReceipts ? "PT2S" : "PT0S",
        };
        using var created = await api.PostAsJsonAsync("campaigns", definition);
        created.EnsureSuccessStatusCode();
        var id = (string)JsonNode.Parse(await created.Content.ReadAsStringAsync())!["id"]!;

        var (watch, processor) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        using var launched = await api.PostAsync(new Uri($"campaigns/{id}/launch", UriKind.Relative), new StringContent("", Encoding.UTF8, "application/json"));
        launched.EnsureSuccessStatusCode();
        var looks = new List<double>();
        await UntilAsync(api, $"campaigns/{id}", state => (string)state["status"]! is "active" or "complete", withFigures ? LookAsync : null);
        if (looks.Count > 0)
            Console.WriteLine($"P13, {looks.Count} breakdowns while sending: median {looks.Order().ElementAt(looks.Count / 2):0.0} ms, p95 {looks.Order().ElementAt(looks.Count * 95 / 100):0.0} ms, most {looks.Max():0.0} ms");
        Report("launch to everybody handed over", contacts, watch, processor);
        if (withReceipts)
        {
            await UntilAsync(api, $"campaigns/{id}/analytics", figures => (long)figures["pending"]! == 0);
            Report("until every receipt is counted  ", contacts, watch, processor);
        }

        async Task LookAsync()
        {
            var asked = Stopwatch.StartNew();
            await api.GetStringAsync(new Uri($"campaigns/{id}/analytics?by={Breakdowns[looks.Count % Breakdowns.Length]}", UriKind.Relative));
            looks.Add(asked.Elapsed.TotalMilliseconds);
        }
    }

    private static void Report(string what, int contacts, Stopwatch watch, TimeSpan processor)
    {
        var used = Process.GetCurrentProcess().TotalProcessorTime - processor;
        Console.WriteLine($"{what}  {contacts / watch.Elapsed.TotalSeconds,10:N0} recipients/s  {used.TotalMicroseconds / contacts,8:0.0} µs of processor each");
    }

    private static async Task UntilAsync(HttpClient api, string path, Func<JsonNode, bool> isThere, Func<Task>? meanwhile = null)
    {
        while (!isThere(JsonNode.Parse(await api.GetStringAsync(new Uri(path, UriKind.Relative)))!))
        {
            await (meanwhile?.Invoke() ?? Task.CompletedTask);
            await Task.Delay(20);
        }
    }
}
