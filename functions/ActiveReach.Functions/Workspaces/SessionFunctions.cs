using ActiveReach.Access;
using ActiveReach.Functions.Http;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Workspaces;

/// <summary>Signing in and out, for browsers.</summary>
public sealed class SessionFunctions(WhoIsAsking who, DemoKeyRule demoKeys, AccessOptions options)
{
    [Function("SignIn")]
    [Public("The key in the body is the proof.")]
    [NotRepeatable("Signing in again gives another session.")]
    [Operation("Signs in with an API key: sets the session's cookie.", Request = typeof(SignInRequest), Response = typeof(SessionAnswer), Status = 201)]
    public async Task<Answer> SignInAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/session")] HttpRequest request)
    {
        var asked = await request.ReadJsonAsync<SignInRequest>(limit: 4096);
        var http = request.HttpContext;
        if (await who.SignInAsync(asked.Key, demoKeys.Allows(http), http.RequestAborted) is not var (token, session, caller))
            throw new UnauthenticatedException("The API key is unknown, revoked, or not allowed from here.");
        SessionCookie.Give(http, options, token, session.ExpiresAt);
        return Answers.Created("/api/session", new SessionAnswer(caller.Workspace.Value, caller.Member, caller.Role, Secret.CrossSiteToken(token), session.ExpiresAt));
    }

    [Function("ReadSession")]
    [RequiresRole(Role.Viewer)]
    [Operation("Who is signed in, and the token that changes must carry.", Response = typeof(SessionAnswer))]
    public Answer Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/session")] HttpRequest request)
    {
        var caller = request.Caller();
        var token = request.Cookies[SessionCookie.Name];
        return Answers.Ok(new SessionAnswer(caller.Workspace.Value, caller.Member, caller.Role, token is null ? null : Secret.CrossSiteToken(token), null));
    }

    [Function("SignOut")]
    [RequiresRole(Role.Viewer)]
    [Operation("Ends the session.", Status = 204)]
    public async Task<Answer> SignOutAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/session")] HttpRequest request)
    {
        if (request.Cookies[SessionCookie.Name] is not { } token)
            throw new InvalidInputException(SessionCookie.Name, "required", "There is no session to end: an API key needs no signing out.");
        await who.SignOutAsync(token);
        SessionCookie.Take(request.HttpContext, options);
        return Answers.NoContent();
    }
}

/// <param name="Key">An API key of the workspace.</param>
public sealed record SignInRequest(string Key);

/// <param name="Member">E-mail address, or <c>key:NAME</c>.</param>
/// <param name="CsrfToken">To be sent as <c>X-CSRF-Token</c> with every change; null for API keys, which need none.</param>
public sealed record SessionAnswer(string Workspace, string Member, Role Role, string? CsrfToken, DateTimeOffset? ExpiresAt);
