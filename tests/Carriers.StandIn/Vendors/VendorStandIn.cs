using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Carriers.StandIn.Vendors;

/// <summary>A vendor on this machine. It lets in only what shows what it should, takes what is well-formed, and gives every answer that the real one may, on demand.</summary>
public abstract class VendorStandIn : IAsyncDisposable
{
    private readonly ConcurrentQueue<VendorFate> fates = new();
    private readonly ConcurrentQueue<string> faults = new();
    private readonly ConcurrentQueue<VendorRequest> requests = new();
    private readonly WebApplication app;

    protected VendorStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(HearAsync);
    }

    public string Address => app.Urls.Single();

    /// <summary>Requests that were let in.</summary>
    public IReadOnlyList<VendorRequest> Requests => [.. requests];

    /// <summary>Why requests were not let in, or not understood.</summary>
    public IReadOnlyList<string> Faults => [.. faults];

    public Task StartAsync() => app.StartAsync();

    /// <summary>What becomes of the next requests, one each; of all others that they are taken.</summary>
    public void Next(params IEnumerable<VendorFate> next)
    {
        foreach (var fate in next)
            fates.Enqueue(fate);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Why a request is not let in; null when it is.</summary>
    protected abstract string? FaultOf(VendorRequest request);

    /// <summary>What a request that is let in leads to; null where it is not understood.</summary>
    protected abstract (int Status, JsonNode Answer)? Take(VendorRequest request);

    /// <summary>An error as the vendor writes it.</summary>
    protected abstract JsonNode ErrorOf(int status, string? code);

    /// <summary>A header that says what is wrong; null where none does.</summary>
    protected virtual (string Name, string Value)? ErrorHeader(string? code) => null;

    private async Task HearAsync(HttpContext context)
    {
        var request = await VendorRequest.ReadAsync(context);
        if (FaultOf(request) is { } fault)
        {
            faults.Enqueue(fault);
            await AnswerAsync(context, 401, ErrorOf(401, null));
            return;
        }

        requests.Enqueue(request);
        var fate = fates.TryDequeue(out var next) ? next : VendorFate.Taken;
        var answer = fate.Takes ? Take(request) : (fate.Status ?? 500, ErrorOf(fate.Status ?? 500, fate.Code));
        if (answer is null)
            faults.Enqueue($"{request.Method} {request.Path} is not understood: {request.Body}");
        if (fate.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = wait;
        if (!fate.Takes && ErrorHeader(fate.Code) is { } header)
            context.Response.Headers[header.Name] = header.Value;
        if (fate.Breaks)
            context.Abort();
        else if (fate.IsSilent)
            await SilenceAsync(context);
        else if (fate.IsGarbled)
            await context.Response.WriteAsync("<html>Welcome!</html>");
        else
            await AnswerAsync(context, answer?.Status ?? 400, answer?.Answer ?? ErrorOf(400, null));
    }

    private static async Task AnswerAsync(HttpContext context, int status, JsonNode answer)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(answer);
    }

    private static async Task SilenceAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task.WaitAsync(Eventually.Bound);
    }
}
