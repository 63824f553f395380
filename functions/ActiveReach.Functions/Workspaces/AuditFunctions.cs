using ActiveReach.Functions.Http;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Workspaces;

/// <summary>Who did what.</summary>
public sealed class AuditFunctions(AuditTrail audit)
{
    [Function("ListAudit")]
    [RequiresRole(Role.Admin)]
    [Operation("Who did what, newest first.", Response = typeof(Page<AuditAnswer>), Query = ["limit", "cursor", "sort", "action", "subject"])]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/audit")] HttpRequest request)
    {
        var query = request.ReadPageQuery("-at", ["at"], "action", "subject");
        var page = await audit.ListAsync(request.Caller().Workspace, query, request.One("action"), request.One("subject"));
        return Answers.Ok(new Page<AuditAnswer>(
            [.. page.Items.Select(entry => new AuditAnswer(entry.Id, entry.At, entry.Member, entry.Action, entry.Subject, entry.Details))], page.NextCursor, page.Total));
    }
}

public sealed record AuditAnswer(long Id, DateTimeOffset At, string Member, string Action, string Subject, string? Details);
