using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Carriers.StandIn.Push;

/// <summary>A push service on this machine, which takes only what shows what it should, and gives every answer that a real one may, on demand.</summary>
public abstract class PushStandIn : IAsyncDisposable
{
    private readonly ConcurrentQueue<PushFate> fates = new();
    private readonly ConcurrentQueue<string> faults = new();
    private readonly WebApplication app;

    protected PushStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(HearAsync);
    }

    public string Address => app.Urls.Single();

    /// <summary>What was wrong with what came.</summary>
    public IReadOnlyList<string> Faults => [.. faults];

    public Task StartAsync() => app.StartAsync();

    /// <summary>What becomes of the next messages, one each; of all others that they are taken.</summary>
    public void Next(params IEnumerable<PushFate> next)
    {
        foreach (var fate in next)
            fates.Enqueue(fate);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected void Refuse(string fault) => faults.Enqueue(fault);

    protected abstract Task HearAsync(HttpContext context);

    /// <summary>Answers as it is said, else yes.</summary>
    protected async Task AnswerAsync(HttpContext context, Action take, int status, object? body)
    {
        var fate = fates.TryDequeue(out var next) ? next : null;
        if (fate is null or { Takes: true })
            take();
        if (fate is { Status: 0 })
        {
            context.Abort();
            return;
        }

        if (fate is { Status: < 0 })
        {
            var gone = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task.WaitAsync(Eventually.Bound);
            return;
        }

        context.Response.StatusCode = fate?.Status ?? status;
        if (fate?.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = wait;
        if (fate is not null)
            await context.Response.WriteAsync(fate.Body);
        else if (body is not null)
            await context.Response.WriteAsJsonAsync(body);
    }
}
