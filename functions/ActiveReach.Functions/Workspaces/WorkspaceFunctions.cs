using ActiveReach.Functions.Http;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Workspaces;

/// <summary>The workspace itself.</summary>
public sealed class WorkspaceFunctions(CallersWorkspace current, RenameWorkspace rename)
{
    [Function("ReadWorkspace")]
    [RequiresRole(Role.Viewer)]
    [Operation("The workspace, and the caller's part in it.", Response = typeof(WorkspaceAnswer))]
    public async Task<Answer> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}")] HttpRequest request)
    {
        var workspace = await current.ReadAsync(request);
        return request.OkUnlessKnown(Answer(request, workspace), EntityTag.Of(workspace.Version));
    }

    [Function("RenameWorkspace")]
    [RequiresRole(Role.Admin)]
    [Operation("Renames the workspace (JSON merge patch).", Request = typeof(WorkspaceName), Response = typeof(WorkspaceAnswer), Versioned = true)]
    public async Task<Answer> RenameAsync([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/workspaces/{ws}")] HttpRequest request)
    {
        var patch = await request.ReadMergePatchAsync();
        var renamed = await rename.RunAsync(request.Caller(), NameOf, request.HttpContext.RequestAborted);
        return Answers.Ok(Answer(request, renamed), EntityTag.Of(renamed.Version));

        string NameOf(Workspace workspace)
        {
            var before = new WorkspaceName(workspace.Name);
            var after = MergePatch.Apply(before, patch);
            request.CheckMatch(EntityTag.Of(workspace.Version), before, after);
            return after.Name;
        }
    }

    private static WorkspaceAnswer Answer(HttpRequest request, Workspace workspace)
    {
        var caller = request.Caller();
        return new WorkspaceAnswer(workspace.Id.Value, workspace.Name, workspace.TimeZone, workspace.Currency, caller.Member, caller.Role);
    }
}

public sealed record WorkspaceName(string Name);

/// <param name="Member">Who is asking.</param>
/// <param name="Role">What they may do.</param>
public sealed record WorkspaceAnswer(string Id, string Name, string TimeZone, string Currency, string Member, Role Role);
