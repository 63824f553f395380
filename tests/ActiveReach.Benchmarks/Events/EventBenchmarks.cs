using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ActiveReach.Functions;
using Functions.Embedded;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Benchmarks.Events;

/// <summary>Events posted over HTTP to the whole app: by the hundred and one by one, once and again, and what they take on disk. Every
/// fifth one is an order, every twentieth is of somebody unknown.</summary>
internal static class EventBenchmarks
{
    private const int BatchSize = 100;
    private const int Contacts = 10_000;
    private const string Root = "api/workspaces/demo/";

    public static int Measure(string[] args) => RunAsync(args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 100_000).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(int count)
    {
        var directory = Directory.CreateTempSubdirectory("activereach-bench-");
        try
        {
            await using var host = ActiveReachApp.Build(["--data", directory.FullName], builder =>
            {
                builder.Logging.ClearProviders();
                builder.UseEmbedded(embedded => embedded.Port = 0);
            });
            await host.StartAsync();
            using var api = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.Address };
            api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo-admin-key");
            await ImportAsync(api);
            var (single, batches) = (Math.Min(count, 20_000), count / BatchSize);

            var before = Size(directory);
            var byHundred = await RateAsync(api, batches, 8, n => Batch(n * BatchSize, BatchSize));
            var bytes = Size(directory) - before;
            var again = await RateAsync(api, batches, 8, n => Batch(n * BatchSize, BatchSize));
            var one = await RateAsync(api, single, 64, n => Event(count + n));
            var total = await api.GetStringAsync(Root + "events?limit=1");

            Console.WriteLine($"{count:N0} events, {Contacts:N0} contacts, synchronous FULL; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
            Console.WriteLine($"by the hundred, 8 clients      {byHundred * BatchSize,10:N0} events/s: {count / (byHundred * BatchSize):N1} s");
            Console.WriteLine($"the same again, all known      {again * BatchSize,10:N0} events/s");
            Console.WriteLine($"one by one, 64 clients         {one,10:N0} events/s");
            Console.WriteLine($"on disk                        {bytes / (double)count,10:N0} bytes an event, indexes and orders included");
            Console.WriteLine($"kept in the end                {JsonDocument.Parse(total).RootElement.GetProperty("total").GetInt64(),10:N0}, sent {count + single:N0} different ones");
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task ImportAsync(HttpClient api)
    {
        var csv = new StringBuilder("external_id,phone\n");
        for (var n = 0; n < Contacts; n++)
            csv.Append(CultureInfo.InvariantCulture, $"c{n},+346{n:00000000}\n");
        using var job = await api.PostAsync(Root + "contacts/import", new StringContent(csv.ToString(), Encoding.UTF8, "text/csv"));
        while (!(await api.GetStringAsync(job.Headers.Location!.OriginalString.TrimStart('/'))).Contains("\"complete\"", StringComparison.Ordinal))
            await Task.Yield();
    }

    private static string Batch(int first, int count) => $"[{string.Join(',', Enumerable.Range(first, count).Select(Event))}]";

    private static string Event(int n)
    {
        var who = n % 20 == 0 ? $"\"email\":\"n{n}@example.com\"" : $"\"externalId\":\"c{n % Contacts}\"";
        return n % 5 == 0
            ? $$$"""{"id":"evt-{{{n}}}","type":"order_placed","contact":{ {{{who}}} },"location":"Shop {{{n % 50}}}","data":{"orderId":"ord-{{{n}}}","total":{{{n % 1000}}}.5,"currency":"INR","items":[{"sku":"A-17","quantity":2}]}}"""
            : $$$"""{"id":"evt-{{{n}}}","type":"page_viewed","contact":{ {{{who}}} },"data":{"page":"/products/{{{n % 100}}}","referrer":"newsletter"}}""";
    }

    /// <summary>Requests a second.</summary>
    private static async Task<double> RateAsync(HttpClient api, int requests, int clients, Func<int, string> body)
    {
        var (next, watch) = (-1, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            for (int n; (n = Interlocked.Increment(ref next)) < requests;)
            {
                using var answer = await api.PostAsync(Root + "events", new StringContent(body(n), Encoding.UTF8, "application/json"));
                if (answer.StatusCode is not HttpStatusCode.Accepted)
                    throw new InvalidOperationException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
        }));
        return requests / watch.Elapsed.TotalSeconds;
    }

    private static long Size(DirectoryInfo directory) => directory.GetFiles("product.db").Sum(file => file.Length);
}
