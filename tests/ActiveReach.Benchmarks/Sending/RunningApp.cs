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
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Benchmarks.Sending;

/// <summary>The whole app in this process, spoken to over HTTP.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly EmbeddedHost host;
    private readonly HttpClient api;

    private RunningApp(EmbeddedHost host)
    {
        this.host = host;
        api = new HttpClient { BaseAddress = new Uri(host.Address, "api/workspaces/demo/"), Timeout = TimeSpan.FromMinutes(10) };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo-admin-key");
    }

    public Uri Address => host.Address;

    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    public IServiceProvider Services => host.Services;

    public static Task<RunningApp> StartAsync(string directory, params IEnumerable<(string Key, string Value)> settings) => StartAsync(directory, null, settings);

    public static async Task<RunningApp> StartAsync(string directory, Action<IServiceCollection>? configure, params IEnumerable<(string Key, string Value)> settings)
    {
        var started = ActiveReachApp.Build(["--data", directory], builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Error);
            builder.UseEmbedded(embedded => embedded.Port = 0);
            configure?.Invoke(builder.Services);
            builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        });
        await started.StartAsync();
        return new RunningApp(started);
    }

    /// <summary>Invented people, and how fast they came in.</summary>
    public async Task ImportAsync(string directory, int contacts)
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
        await UntilAsync($"contacts/import/{job}", state => (string)state["state"]! == "complete");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{contacts:N0} contacts imported in {watch.Elapsed.TotalSeconds:0.0} s: {contacts / watch.Elapsed.TotalSeconds:N0}/s"));
    }

    /// <returns>The id of the draft.</returns>
    public async Task<string> DraftAsync(object definition) => (string)(await PostAsync("campaigns", JsonContent.Create(definition)))["id"]!;

    public Task<JsonNode> LaunchAsync(string campaign) => PostAsync($"campaigns/{campaign}/launch");

    public Task<JsonNode> PostAsync(string path) => PostAsync(path, new StringContent("", Encoding.UTF8, "application/json"));

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await api.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    public async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> isThere, Func<Task>? meanwhile = null)
    {
        while (true)
        {
            var seen = await GetAsync(path);
            if (isThere(seen))
                return seen;
            await (meanwhile?.Invoke() ?? Task.CompletedTask);
            await Task.Delay(50);
        }
    }

    /// <summary>Until everybody was handed over.</summary>
    public Task<JsonNode> UntilHandedAsync(string campaign, Func<Task>? meanwhile = null) =>
        UntilAsync($"campaigns/{campaign}", state => (string)state["status"]! is "active" or "complete", meanwhile);

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await host.StopAsync();
        await host.DisposeAsync();
    }

    private async Task<JsonNode> PostAsync(string path, HttpContent content)
    {
        using var answer = await api.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path} was answered with {(int)answer.StatusCode}: {text}");
    }
}
