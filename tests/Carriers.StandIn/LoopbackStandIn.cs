using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Carriers.StandIn;

/// <summary>Somebody else's server on this machine: what becomes of the next requests is said beforehand, and what was wrong with them is kept.</summary>
public abstract class LoopbackStandIn<TFate> : IAsyncDisposable
    where TFate : class
{
    private readonly ConcurrentQueue<TFate> fates = new();
    private readonly ConcurrentQueue<string> faults = new();
    private readonly WebApplication app;

    /// <param name="certificate">With one it is spoken to over https.</param>
    protected LoopbackStandIn(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        app = builder.Build();
        app.Run(HearAsync);
    }

    public string Address => app.Urls.Single();

    /// <summary>Why requests were not let in, or not understood.</summary>
    public IReadOnlyList<string> Faults => [.. faults];

    public Task StartAsync() => app.StartAsync();

    /// <summary>What becomes of the next requests, one each; of all others that they are taken.</summary>
    public void Next(params IEnumerable<TFate> next)
    {
        foreach (var fate in next)
            fates.Enqueue(fate);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task HearAsync(HttpContext context);

    /// <summary>Null where nothing was said.</summary>
    protected TFate? NextFate() => fates.TryDequeue(out var next) ? next : null;

    protected void Refuse(string fault) => faults.Enqueue(fault);

    /// <summary>Says nothing until the caller gives up.</summary>
    protected static async Task SilenceAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task.WaitAsync(Eventually.Bound);
    }
}
