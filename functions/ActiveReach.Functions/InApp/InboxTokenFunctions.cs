using ActiveReach.Functions.Audiences;
using ActiveReach.Functions.Http;
using ActiveReach.InApp;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.InApp;

/// <summary>Tokens with which an app reads a contact's inbox.</summary>
public sealed class InboxTokenFunctions(IssueInboxToken issue)
{
    [Function("IssueInboxToken")]
    [RequiresRole(Role.Sender)]
    [Operation(
        "Makes a token for the inbox of a contact (inapp/{ws}/messages), for 30 days or as long as expiresIn says. Nothing of it is kept: it is good until it is over, or the contact is erased.",
        Request = typeof(InboxTokenRequest), IsBodyOptional = true, Response = typeof(InboxToken), Status = 201)]
    public async Task<Answer> IssueAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ContactFunctions.One + "/tokens")] HttpRequest request, string id)
    {
        var sent = request.ContentLength is null or 0 && request.ContentType is null ? new InboxTokenRequest() : await request.ReadJsonAsync<InboxTokenRequest>();
        return Answers.Created($"/api/inapp/{request.Caller().Workspace}/messages", await issue.RunAsync(request.Caller(), id, sent.ExpiresIn, request.HttpContext.RequestAborted));
    }
}

/// <param name="ExpiresIn">From PT1M to P365D; missing: P30D.</param>
public sealed record InboxTokenRequest(TimeSpan? ExpiresIn = null);
