using Functions.Embedded.Discovery;
using Functions.Embedded.Durable;
using Functions.Embedded.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Functions.Embedded;

/// <summary>A function app and its runtime in one process.</summary>
public sealed class EmbeddedHost : IHost, IAsyncDisposable
{
    private static readonly TimeSpan CrashPatience = TimeSpan.FromSeconds(5);

    private readonly WebApplication web;
    private readonly IReadOnlyList<string> urls;

    internal EmbeddedHost(WebApplication web, IReadOnlyList<string> urls)
    {
        this.web = web;
        this.urls = urls;
    }

    /// <inheritdoc/>
    public IServiceProvider Services => web.Services;

    /// <summary>The functions found, in no particular order.</summary>
    public IReadOnlyList<FunctionDefinition> Functions => Services.GetRequiredService<FunctionCatalog>().All;

    /// <summary>The address listened on, with the real port when 0 was asked for. Known once started.</summary>
    public Uri Address => new(web.Urls.FirstOrDefault(url => url.StartsWith("http", StringComparison.Ordinal))
        ?? throw new InvalidOperationException("The host listens nowhere yet. Start it first."));

    /// <summary>Takes the data directory and tries the address, so that one in use is told before anything starts or is logged.</summary>
    /// <exception cref="InvalidOperationException">Saying which is in use, and the remedy.</exception>
    public void Occupy()
    {
        _ = Services.GetRequiredService<RuntimeDatabase>();
        foreach (var url in urls)
            ListenAddress.Try(url);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken = default) => web.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken = default) => web.StopAsync(cancellationToken);

    /// <summary>
    /// Ends as a power cut ends a process: what is not on disk is lost, nobody is told, connections break. Waits a few seconds for
    /// function code that is still running, whose writes are refused, so that it can't meddle with the next host. For tests.
    /// </summary>
    public async Task CrashAsync()
    {
        Services.GetRequiredService<RuntimeDatabase>().CutPower();
        Services.GetRequiredService<DurableEngine>().Abandon();
        using var giveUp = new CancellationTokenSource(CrashPatience);
        await StopAsync(giveUp.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => ((IDisposable)web).Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => web.DisposeAsync();
}
