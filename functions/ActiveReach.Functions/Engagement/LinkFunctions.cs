using ActiveReach.Campaigns.Tracking;
using ActiveReach.Engagement;
using ActiveReach.Engagement.Machines;
using ActiveReach.Functions.Http;
using ActiveReach.Inbox;
using ActiveReach.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>The addresses that messages carry: click and open. A token says which message; the answer comes once the hit is stored.</summary>
public sealed class LinkFunctions(ReadLinks links, ClickTargets targets, LinkHosts hosts, TakeEvents take, TimeProvider clock)
{
    /// <summary>A transparent GIF of one pixel.</summary>
    private static readonly byte[] Pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private const string Gone = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>This link is no longer there</title></head>
        <body><h1>This link is no longer there</h1><p>It led to something of yours, which was erased with what the sender knew of you.</p></body></html>
        """;

    /// <summary>Where browsers and apps say that they load what nobody has asked for yet.</summary>
    private static readonly string[] Ahead = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];

    [Function("Click")]
    [Public("The token is signed, and leads only to links of its run.")]
    [Operation("Leads to the target of a tracked link.", Status = 302)]
    public async Task<Answer> ClickAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "r/{token}")] HttpRequest request, string token)
    {
        if (await links.ReadAsync(LinkPurpose.Click, token) is not { } read || !await hosts.FollowAsync(request, read) || await targets.FindAsync(read) is not { } target)
            return NoSuchLink();
        if (target.Place is not { } place)
            return Answers.Page(StatusCodes.Status410Gone, Gone);
        var rule = RuleFor(VisitKind.Click, request);
        await take.TakeAsync(new Hit(rule is null ? HitKind.Click : HitKind.MachineClick, read.Message, clock.GetUtcNow(), rule));
        return Answers.Of(new RedirectAnswer(place));
    }

    [Function("Open")]
    [Public("The token is signed; the answer is always the same picture.")]
    [Operation("The picture that tells of an open.", Produces = ["image/gif"])]
    public async Task<Answer> OpenAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "o/{token}")] HttpRequest request, string token)
    {
        if (await links.ReadAsync(LinkPurpose.Open, token) is not { } read || !await hosts.FollowAsync(request, read))
            return NoSuchLink();
        var rule = RuleFor(VisitKind.Open, request);
        await take.TakeAsync(new Hit(rule is null ? HitKind.Open : HitKind.MachineOpen, read.Message, clock.GetUtcNow(), rule));
        return Answers.Of(Results.Bytes(Pixel, "image/gif"));
    }

    private static string? RuleFor(VisitKind kind, HttpRequest request) => MachineRules.Find(new Visit(
        kind, request.Headers.UserAgent, HttpMethods.IsHead(request.Method), Ahead.Any(header => LoadsAhead(request, header))));

    private static bool LoadsAhead(HttpRequest request, string header) =>
        request.Headers.TryGetValue(header, out var value)
        && (value.ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase) || value.ToString().Contains("preview", StringComparison.OrdinalIgnoreCase));

    private static Answer NoSuchLink() => Answers.Of(Results.Text("There is no such link.", "text/plain", System.Text.Encoding.UTF8, StatusCodes.Status404NotFound));

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
