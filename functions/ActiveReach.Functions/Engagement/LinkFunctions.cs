using ActiveReach.Engagement;
using ActiveReach.Functions.Http;
using ActiveReach.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>The addresses that messages carry: click and open. A token says which message; the answer comes once the hit is stored.</summary>
public sealed class LinkFunctions(LinkTokens tokens, ClickTargets targets, AcceptEngagement accept, TimeProvider clock)
{
    /// <summary>A transparent GIF of one pixel.</summary>
    private static readonly byte[] Pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    [Function("Click")]
    [Public("The token is signed, and leads only to links of its run.")]
    [Operation("Leads to the target of a tracked link.", Status = 302)]
    public async Task<IResult> ClickAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "r/{token}")] HttpRequest request, string token)
    {
        if (!tokens.TryRead(LinkPurpose.Click, token, out var read) || await targets.FindAsync(read) is not { } target)
            return NoSuchLink();
        if (IsByPerson(request))
            await accept.AcceptAsync(new Hit(HitKind.Click, read.Address, clock.GetUtcNow()));
        return new RedirectAnswer(target);
    }

    [Function("Open")]
    [Public("The token is signed; the answer is always the same picture.")]
    [Operation("The picture that tells of an open.", Produces = ["image/gif"])]
    public async Task<IResult> OpenAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "o/{token}")] HttpRequest request, string token)
    {
        if (!tokens.TryRead(LinkPurpose.Open, token, out var read))
            return NoSuchLink();
        if (HttpMethods.IsGet(request.Method))
            await accept.AcceptAsync(new Hit(MachineAgents.Names(request.Headers.UserAgent) ? HitKind.MachineOpen : HitKind.Open, read.Address, clock.GetUtcNow()));
        return Results.Bytes(Pixel, "image/gif");
    }

    /// <summary>Scanners and prefetching browsers look at links that nobody has clicked.</summary>
    private static bool IsByPerson(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !MachineAgents.Names(request.Headers.UserAgent)
        && !Says(request, "Sec-Purpose") && !Says(request, "Purpose") && !Says(request, "X-Moz");

    private static bool Says(HttpRequest request, string header) =>
        request.Headers.TryGetValue(header, out var value) && value.ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase);

    private static IResult NoSuchLink() => Results.Text("There is no such link.", "text/plain", System.Text.Encoding.UTF8, StatusCodes.Status404NotFound);

    private sealed class RedirectAnswer(string target) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status302Found;
            httpContext.Response.Headers.Location = target;
            return Task.CompletedTask;
        }
    }
}
