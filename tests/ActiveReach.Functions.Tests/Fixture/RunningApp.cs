using System.Net.Http.Headers;
using Functions.Embedded;
using Functions.Embedded.Clock;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Tests.Fixture;

/// <summary>The whole app on a free port, with its files in a directory of its own.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    /// <summary>What everybody names who doesn't say otherwise.</summary>
    public const string Browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

    private readonly List<HttpClient> clients = [];
    private readonly bool ownsDirectory;

    private RunningApp(EmbeddedHost host, string directory, bool ownsDirectory, RecordedLog log)
    {
        Host = host;
        Directory = directory;
        Log = log;
        this.ownsDirectory = ownsDirectory;
    }

    public EmbeddedHost Host { get; }

    public string Directory { get; }

    /// <summary>Every line logged at Information and above.</summary>
    public RecordedLog Log { get; }

    public HttpClient Admin => As("demo-admin-key");

    public HttpClient Sender => As("demo-sender-key");

    public HttpClient Viewer => As("demo-viewer-key");

    public HttpClient Nobody => As(null);

    public T Get<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    /// <param name="configure">Runs before the app reads a setting; what it registers wins.</param>
    /// <param name="directory">Files of an app that ran before; a new directory, deleted at the end, without one.</param>
    public static async Task<RunningApp> StartAsync(Action<EmbeddedApplicationBuilder>? configure = null, string? directory = null)
    {
        var path = directory ?? System.IO.Directory.CreateTempSubdirectory("activereach-").FullName;
        var log = new RecordedLog();
        var host = ActiveReachApp.Build(["--data", path], builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Information);
            builder.UseEmbedded(embedded => embedded.Port = 0);
            configure?.Invoke(builder);
        });
        var app = new RunningApp(host, path, directory is null, log);
        await app.Host.StartAsync();
        return app;
    }

    /// <summary>An app without one of its functions: a timer's, mostly, that would do by itself what a test looks at.</summary>
    public static Task<RunningApp> StartWithoutAsync(string function) => StartAsync(builder => builder.Configuration[$"AzureWebJobs:{function}:Disabled"] = "true");

    /// <summary>Waits until nothing is under way: no message, no orchestration, no round of a timer.</summary>
    public async Task AtRestAsync() => await Eventually.SeenAsync("nothing is under way", () => Get<RuntimeActivity>().IsEverythingIdle(), isIdle => isIdle);

    /// <summary>Lets so much simulated time pass and an hour, and what is due then be done. A round that begins while time is moved may go by the time before; that of the
    /// hour doesn't, and none is under way at the end.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        foreach (var step in new[] { time, TimeSpan.FromHours(1) })
        {
            Get<SimulatedTimeProvider>().Advance(step);
            await AtRestAsync();
        }
    }

    /// <summary>A caller with a key; nobody with null. Redirects and cookies are left to the test.</summary>
    public HttpClient As(string? key)
    {
        var client = new HttpClient(new DescribedAnswers(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })) { BaseAddress = Host.Address };
        client.DefaultRequestHeaders.Add("User-Agent", Browser);
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await Host.StopAsync();
        await Host.DisposeAsync();
        if (ownsDirectory)
            System.IO.Directory.Delete(Directory, recursive: true);
    }
}
