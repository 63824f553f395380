using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActiveReach.Channels;
using ActiveReach.Functions;
using Functions.Embedded;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Benchmarks.Engagement;

/// <summary>P9: clicks and receipts that are accepted, against an empty endpoint asked by the same client, and whether the figures
/// are exact afterwards; and how many messages the sandbox takes.</summary>
internal static partial class EngagementBenchmarks
{
    private const int Clients = 64;
    private const int Repeats = 3;
    private const string Secret = "bench-secret";

    public static int Measure(string[] args) => RunAsync(args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 6_000).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(int contacts)
    {
        var directory = Directory.CreateTempSubdirectory("activereach-bench-");
        var outbox = Path.Combine(directory.FullName, "outbox.jsonl");
        try
        {
            await using var host = ActiveReachApp.Build(["--data", directory.FullName], builder => Configure(builder, outbox));
            await host.StartAsync();
            using var api = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = host.Address };
            api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo-admin-key");
            api.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1");
            var campaign = await SendAsync(api, contacts);

            // Whoever clicks within seconds of the hand-over counts as a machine.
            await Task.Delay(TimeSpan.FromSeconds(3));
            var lines = (await File.ReadAllLinesAsync(outbox)).Select(line => JsonNode.Parse(line)!).ToList();
            var clicks = lines.ConvertAll(line => Link().Match((string)line["body"]!).Value);
            var receipts = lines.ConvertAll(Receipt);

            await using var empty = await EmptyAsync();
            using var plain = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(empty.Urls.First()) };
            var (floors, clicked, received) = (new List<double>(), new List<double>(), new List<double>());
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                floors.Add(await RateAsync(contacts, i => plain.GetAsync("/")));
                clicked.Add(await RateAsync(contacts, i => api.GetAsync(clicks[i])));
                received.Add(await RateAsync(contacts, i => api.PostAsync($"api/webhooks/acs?secret={Secret}", Json(receipts[i]))));
            }

            var exact = await UntilExactAsync(api, campaign, contacts);
            var accepted = await AcceptRateAsync(host.Services.GetServices<IChannelProvider>().First(provider => provider.Channel == Channel.Sms));
            var floor = Median(floors);
            Console.WriteLine($"{contacts:N0} of each, {Clients} clients, synchronous FULL, median of {Repeats}; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
            Console.WriteLine($"empty endpoint                 {floor,10:N0} requests/s");
            Console.WriteLine($"clicks accepted                {Median(clicked),10:N0} requests/s   ratio {Median(clicked) / floor:0.00} (P9 goal 0.25)");
            Console.WriteLine($"receipts accepted, one a call  {Median(received),10:N0} requests/s   ratio {Median(received) / floor:0.00} (P9 goal 0.25)");
            Console.WriteLine($"figures afterwards             {exact}");
            Console.WriteLine($"sandbox, 100 texts a call      {accepted,10:N0} messages/s (goal 15,000)");
            return exact == "exact" ? 0 : 1;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static void Configure(EmbeddedApplicationBuilder builder, string outbox)
    {
        builder.Logging.ClearProviders();
        builder.UseEmbedded(embedded => embedded.Port = 0);
        builder.Configuration.AddInMemoryCollection(
        [
            new("Sandbox:Outbox", outbox), new("Sandbox:LatencyMs", "0"), new("Sandbox:EventDelayMs", "86400000"), new("ActiveReach:WebhookSecrets:acs", Secret),
        ]);
    }

    private static async Task<string> SendAsync(HttpClient api, int contacts)
    {
        var csv = new StringBuilder("external_id,first_name,phone\n");
        for (var i = 0; i < contacts; i++)
            csv.Append(CultureInfo.InvariantCulture, $"p{i},P{i},+1415{2_000_000 + i}\n");
        using var file = new StringContent(csv.ToString(), Encoding.UTF8, "text/csv");
        (await api.PostAsync("api/workspaces/demo/contacts/import?mode=upsert", file)).EnsureSuccessStatusCode();
        await UntilAsync(api, "audience/preview", answer => (int)answer["total"]! == contacts, """{"channels":["sms"]}""");
        var draft = await PostAsync(api, "campaigns", """
            {"name":"Bench","type":"one_time","audience":{},"channels":[{"channel":"sms"}],"approval":{"required":false},"schedule":{"kind":"now"},"quietHours":false,
             "variants":[{"id":"A","content":{"sms":{"text":"Hi {{first_name}} {{link 'https://shop.example/new'}}"}}}]}
            """);
        var id = (string)draft["id"]!;
        await PostAsync(api, $"campaigns/{id}/launch", "{}");
        await UntilAsync(api, $"campaigns/{id}/analytics", answer => (int)answer["sent"]! == contacts);
        return id;
    }

    private static async Task<string> UntilExactAsync(HttpClient api, string campaign, int contacts)
    {
        var figures = await UntilAsync(api, $"campaigns/{campaign}/analytics", answer => (int)answer["clicked"]! >= contacts && (int)answer["delivered"]! >= contacts);
        return (int)figures["clicked"]! == contacts && (int)figures["delivered"]! == contacts ? "exact" : figures.ToJsonString();
    }

    private static async Task<double> RateAsync(int requests, Func<int, Task<HttpResponseMessage>> ask)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < requests;)
            {
                using var response = await ask(i);
                if ((int)response.StatusCode >= 400)
                    throw new InvalidOperationException($"A request was answered with {(int)response.StatusCode}.");
            }
        }));
        return requests / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> AcceptRateAsync(IChannelProvider provider)
    {
        const int calls = 600;
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, provider.Concurrency).Select(_ => Task.Run(async () =>
        {
            for (int call; (call = Interlocked.Increment(ref next)) < calls;)
                await provider.SendAsync([.. Enumerable.Range(call * 100, 100).Select(Message)], default);
        })));
        return calls * 100 / watch.Elapsed.TotalSeconds;
    }

    private static OutgoingMessage Message(int number) => new()
    {
        IdempotencyKey = $"bench.1:0:0:{number}",
        Tag = $"bench.1:0:0:{number}",
        FirstSentAt = DateTimeOffset.UnixEpoch,
        From = "+18005550100",
        To = "+14155550123",
        Text = "Hi there, it is here: https://reach.example/r/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        Origin = new MessageOrigin("cmp", "run", "ctc_1", "A", null),
    };

    private static string Receipt(JsonNode line) => JsonSerializer.Serialize(new[]
    {
        new
        {
            id = $"r-{line["messageId"]}", topic = "/bench", subject = "x", eventType = "Microsoft.Communication.SMSDeliveryReportReceived", eventTime = DateTimeOffset.UnixEpoch,
            data = new { messageId = line["messageId"], from = line["from"], to = line["to"], deliveryStatus = "Delivered", tag = line["idempotencyKey"] },
        },
    });

    private static async Task<WebApplication> EmptyAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/", () => Results.Ok());
        await app.StartAsync();
        return app;
    }

    private static async Task<JsonNode> UntilAsync(HttpClient api, string path, Func<JsonNode, bool> isThere, string? body = null)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var answer = body is null ? JsonNode.Parse(await api.GetStringAsync("api/workspaces/demo/" + path))! : await PostAsync(api, path, body);
            if (isThere(answer) || watch.Elapsed > TimeSpan.FromMinutes(2))
                return answer;
            await Task.Delay(100);
        }
    }

    private static async Task<JsonNode> PostAsync(HttpClient api, string path, string body)
    {
        using var response = await api.PostAsync("api/workspaces/demo/" + path, Json(body));
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {text}");
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    [GeneratedRegex("/r/[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
