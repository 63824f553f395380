using ActiveReach.Functions.Http;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Workspaces;

/// <summary>The workspace's settings.</summary>
public sealed class SettingsFunctions(CallersWorkspace current, ChangeSettings settings, SettingsSections sections)
{
    [Function("ReadSettings")]
    [RequiresRole(Role.Viewer)]
    [Operation("The settings of the workspace.", Response = typeof(WorkspaceSettings))]
    public async Task<Answer> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/settings")] HttpRequest request)
    {
        var workspace = await current.ReadAsync(request);
        var shown = await settings.ShowAsync(workspace, request.HttpContext.RequestAborted);
        var tag = EntityTag.Of(workspace.Version);
        return sections.IsUnderWay(shown) ? Answers.Ok(shown, tag) : request.OkUnlessKnown(shown, tag);
    }

    [Function("ChangeSettings")]
    [RequiresRole(Role.Admin)]
    [Operation(
        "Changes settings (JSON merge patch). A custom field that contacts have values of gets another type as a job, if every value converts: customFieldChanges tells how far it is.",
        Request = typeof(WorkspaceSettings),
        Response = typeof(WorkspaceSettings),
        Versioned = true)]
    public async Task<Answer> ChangeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/workspaces/{ws}/settings")] HttpRequest request)
    {
        var patch = await request.ReadMergePatchAsync();
        var changed = await settings.RunAsync(
            request.Caller(),
            patch,
            (workspace, before, after) => request.CheckMatch(EntityTag.Of(workspace.Version), before, after),
            request.HttpContext.RequestAborted);
        return Answers.Ok(await settings.ShowAsync(changed, request.HttpContext.RequestAborted), EntityTag.Of(changed.Version));
    }
}
