using Functions.Embedded;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Functions.Embedded.Tests.Worker;

/// <summary>A small function app on a free port and in a directory of its own.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly bool ownsDirectory;

    private TestApp(EmbeddedHost host, string directory, bool ownsDirectory)
    {
        Host = host;
        Directory = directory;
        this.ownsDirectory = ownsDirectory;
    }

    public EmbeddedHost Host { get; }

    public string Directory { get; }

    public HttpClient Http { get; private set; } = null!;

    public static string NewDirectory() => System.IO.Directory.CreateTempSubdirectory("functions-embedded-").FullName;

    public static async Task<TestApp> StartAsync(
        Type[] functions, Action<EmbeddedApplicationBuilder>? configure = null, string? directory = null, string? hostJson = null, string[]? args = null)
    {
        var path = directory ?? NewDirectory();
        var builder = EmbeddedApplicationBuilder.Create(args ?? []);
        builder.Logging.ClearProviders();
        builder.UseEmbedded(options =>
        {
            foreach (var type in functions)
                options.FunctionTypes.Add(type);
            options.DataDirectory = path;
            options.Port = 0;
            options.HostJson = Path.Combine(path, "host.json");
        });
        await File.WriteAllTextAsync(Path.Combine(path, "host.json"), hostJson ?? """{ "version": "2.0" }""");
        configure?.Invoke(builder);
        var app = new TestApp(builder.Build(), path, ownsDirectory: directory is null);
        await app.Host.StartAsync();
        app.Http = new HttpClient { BaseAddress = app.Host.Address };
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.StopAsync();
        await Host.DisposeAsync();
        if (ownsDirectory)
            System.IO.Directory.Delete(Directory, recursive: true);
    }
}
