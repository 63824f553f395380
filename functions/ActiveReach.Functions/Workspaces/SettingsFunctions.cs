using System.Text.Json;
using ActiveReach.Functions.Http;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Workspaces;

/// <summary>The workspace's settings.</summary>
public sealed class SettingsFunctions(WorkspaceEdit edit, SenderOwnership senders, AssignOutlets assign)
{
    [Function("ReadSettings")]
    [RequiresRole(Role.Viewer)]
    [Operation("The settings of the workspace.", Response = typeof(WorkspaceSettings))]
    public async Task<IResult> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/settings")] HttpRequest request)
    {
        var workspace = await edit.ReadAsync(request);
        return request.OkUnlessKnown(WorkspaceSettings.Of(workspace), EntityTag.Of(workspace.Version));
    }

    [Function("ChangeSettings")]
    [RequiresRole(Role.Admin)]
    [Operation("Changes settings (JSON merge patch).", Request = typeof(WorkspaceSettings), Response = typeof(WorkspaceSettings), Versioned = true)]
    public async Task<IResult> ChangeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/workspaces/{ws}/settings")] HttpRequest request)
    {
        var patch = await request.ReadMergePatchAsync();
        if (patch.TryGetProperty("senders", out _))
            await CheckSendersAsync(request, patch);
        var changed = await edit.RunAsync(
            request,
            WorkspaceSettings.Of,
            before => MergePatch.Apply(before, patch),
            (before, after) => SettingsRules.Check(after, before),
            (workspace, after) => after.ApplyTo(workspace),
            "settings.changed");
        if (patch.TryGetProperty("outletAssignment", out _))
            await assign.AskAsync(changed.Id, request.HttpContext.RequestAborted);
        return Answers.Ok(WorkspaceSettings.Of(changed), EntityTag.Of(changed.Version));
    }
    private async Task CheckSendersAsync(HttpRequest request, JsonElement patch)
    {
        var before = WorkspaceSettings.Of(await edit.ReadAsync(request));
        var added = MergePatch.Apply(before, patch).Senders.Except(before.Senders).ToDictionary();
        if (await senders.CheckAsync(request.Caller().Workspace, added, request.HttpContext.RequestAborted) is { Count: > 0 } problems)
            throw new InvalidInputException(problems);
    }
}
