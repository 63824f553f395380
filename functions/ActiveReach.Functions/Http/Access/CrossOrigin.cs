using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ActiveReach.Functions.Http;

/// <summary>Lets pages of a workspace's allowed origins call its routes with an API key; cookies are never shared.</summary>
public sealed class CrossOrigin(WorkspaceRegister workspaces)
{
    private const string Verbs = "GET, POST, PUT, PATCH, DELETE";
    private const string RequestHeaders = "authorization, content-type, idempotency-key, if-match, if-none-match";
    private const string AnswerHeaders = "ETag, Location, Retry-After, Idempotency-Replayed";

    public async Task AnnounceAsync(HttpContext http, CancellationToken cancellation)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || !WorkspaceId.TryParse(http.Request.RouteValues["ws"]?.ToString(), out var id))
            return;

        var answer = http.Response.Headers;
        answer.Vary = StringValues.Concat(answer.Vary, "Origin");
        if (await workspaces.FindAsync(id, cancellation) is not { } workspace || !workspace.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase))
            return;

        answer.AccessControlAllowOrigin = origin;
        answer.AccessControlExposeHeaders = AnswerHeaders;
        if (!HttpMethods.IsOptions(http.Request.Method))
            return;
        answer.AccessControlAllowMethods = Verbs;
        answer.AccessControlAllowHeaders = RequestHeaders;
        answer.AccessControlMaxAge = "600";
    }
}
