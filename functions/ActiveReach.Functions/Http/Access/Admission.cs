using ActiveReach.Access;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>Decides whether a request gets in: no or a wrong key 401, another workspace's thing 404, too low a role 403, more than the key may 429.</summary>
public sealed class Admission(WhoIsAsking who, DemoKeyRule demoKeys, RequestLimits limits, AccessOptions options)
{
    /// <summary>Leaves the caller with the request, or throws.</summary>
    public async Task AdmitAsync(HttpContext http, Route route, CancellationToken cancellation)
    {
        var principal = PlatformPrincipal.Strip(http.Request.Headers);
        if (route.Role is not { } least)
            return;

        var workspace = route.IsInWorkspace ? http.Request.RouteValues["ws"]?.ToString() : null;
        var (caller, credential) = await IdentifyAsync(http, principal, workspace, cancellation);
        if (workspace is not null && workspace != caller.Workspace.Value)
            throw new NotFoundException("workspace", workspace);
        limits.Count(caller);
        if (caller.Role < least)
            throw new ForbiddenException($"This needs the role {Word(least)}; yours is {Word(caller.Role)}. Ask an admin of the workspace.");
        http.Features.Set(new Admitted(caller, credential));
    }

    private async Task<(Caller Caller, string Credential)> IdentifyAsync(HttpContext http, string? principal, string? workspace, CancellationToken cancellation)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        if (authorization.Length > 0)
        {
            if (!authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
                throw new UnauthenticatedException("Authorization must be 'Bearer ' and an API key.");
            var key = authorization[7..].Trim();
            return (await who.ByKeyAsync(key, demoKeys.Allows(http), cancellation) ?? throw new UnauthenticatedException("The API key is unknown, revoked, or not allowed from here."), key);
        }

        if (http.Request.Cookies[SessionCookie.Name] is { Length: > 0 } token)
        {
            var caller = await who.BySessionAsync(token, demoKeys.Allows(http), cancellation) ?? throw new UnauthenticatedException("The session has ended: sign in again.");
            if (!IsSafe(http.Request.Method) && !Secret.AreEqual(http.Request.Headers[SessionCookie.CrossSiteHeader].ToString(), Secret.CrossSiteToken(token)))
                throw new ForbiddenException($"Send the csrfToken of the session in the header {SessionCookie.CrossSiteHeader}.");
            return (caller, token);
        }

        if (options.PlatformSignIn && principal is not null && workspace is not null && PlatformPrincipal.EmailOf(principal) is { } email)
        {
            // A header of one's own can't be sent from another site without a preflight, which is never answered for this one.
            if (!IsSafe(http.Request.Method) && http.Request.Headers[SessionCookie.CrossSiteHeader].Count == 0)
                throw new ForbiddenException($"Send the header {SessionCookie.CrossSiteHeader} with any value, to show that the request comes from the app's own pages.");
            if (await who.ByEmailAsync(new WorkspaceId(workspace), email, cancellation) is { } member)
                return (member, email);
            throw new NotFoundException("workspace", workspace);
        }

        throw new UnauthenticatedException("Send 'Authorization: Bearer ' and an API key, or sign in with POST /api/session.");
    }

    private static bool IsSafe(string verb) => HttpMethods.IsGet(verb) || HttpMethods.IsHead(verb) || HttpMethods.IsOptions(verb);

    private static string Word(Role role) => role.ToString().ToLowerInvariant();
}

/// <summary>Nobody, or nobody known, is asking. Answered as 401.</summary>
internal sealed class UnauthenticatedException(string message) : Exception(message);

/// <summary>The caller of a request and what they showed; never logged.</summary>
internal sealed record Admitted(Caller Caller, string Credential);

/// <summary>The caller, for functions.</summary>
public static class CallerOfRequest
{
    /// <summary>Who is asking; only on routes with <see cref="RequiresRoleAttribute"/>.</summary>
    public static Caller Caller(this HttpRequest request) => request.HttpContext.Caller();

    /// <inheritdoc cref="Caller(HttpRequest)"/>
    public static Caller Caller(this HttpContext http) => http.Features.Get<Admitted>()?.Caller
        ?? throw new InvalidOperationException("A public route has no caller: put [RequiresRole(…)] on the function.");
}
