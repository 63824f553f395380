using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Carriers.StandIn.Vendors;

/// <summary>A vendor on this machine. It lets in only what shows what it should, takes what is well-formed, and gives every answer that the real one may, on demand.</summary>
/// <param name="certificate">With one it is spoken to over https.</param>
public abstract class VendorStandIn(X509Certificate2? certificate = null) : LoopbackStandIn<VendorFate>(certificate)
{
    private readonly ConcurrentQueue<VendorRequest> requests = new();

    /// <summary>Requests that were let in.</summary>
    public IReadOnlyList<VendorRequest> Requests => [.. requests];

    /// <summary>Why a request is not let in; null when it is.</summary>
    protected abstract string? FaultOf(VendorRequest request);

    /// <summary>What a request that is let in leads to; null where it is not understood.</summary>
    protected abstract (int Status, JsonNode Answer)? Take(VendorRequest request);

    /// <summary>An error as the vendor writes it.</summary>
    protected abstract JsonNode ErrorOf(int status, string? code);

    /// <summary>A header that says what is wrong; null where none does.</summary>
    protected virtual (string Name, string Value)? ErrorHeader(string? code) => null;

    /// <summary>How a caller who shows nothing yet is told what to show; null where it should have known.</summary>
    protected virtual string? ChallengeTo(VendorRequest request) => null;

    protected override async Task HearAsync(HttpContext context)
    {
        var request = await VendorRequest.ReadAsync(context);
        if (FaultOf(request) is { } fault)
        {
            if (ChallengeTo(request) is { } challenge)
                context.Response.Headers.WWWAuthenticate = challenge;
            else
                Refuse(fault);
            await AnswerAsync(context, 401, ErrorOf(401, null));
            return;
        }

        requests.Enqueue(request);
        var fate = NextFate() ?? VendorFate.Taken;
        var answer = fate.Takes ? Take(request) : (fate.Status ?? 500, ErrorOf(fate.Status ?? 500, fate.Code));
        if (answer is null)
            Refuse($"{request.Method} {request.Path} is not understood: {request.Body}");
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
}
