using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Functions.Http;
using ActiveReach.Inputs;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Workspaces;

/// <summary>The workspace's settings.</summary>
public sealed class SettingsFunctions(WorkspaceEdit edit, SenderOwnership senders, AssignOutlets assign, ChangeFieldTypes types, IFieldTypeStore changes)
{
    [Function("ReadSettings")]
    [RequiresRole(Role.Viewer)]
    [Operation("The settings of the workspace.", Response = typeof(WorkspaceSettings))]
    public async Task<Answer> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/settings")] HttpRequest request)
    {
        var workspace = await edit.ReadAsync(request);
        var settings = await ViewAsync(request, workspace);
        var tag = EntityTag.Of(workspace.Version);
        // Changes of types get on without a new version.
        return settings.CustomFieldChanges.Any(change => !change.IsOver) ? Answers.Ok(settings, tag) : request.OkUnlessKnown(settings, tag);
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
        if (patch.Has("senders"))
            await CheckSendersAsync(request, patch);
        var wanted = patch.Has("customFields") ? await CheckTypesAsync(request, patch) : [];
        var changed = await edit.RunAsync(
            request,
            WorkspaceSettings.Of,
            before => KeepTypes(MergePatch.Apply(before, patch), before),
            (_, after) => SettingsRules.Check(after),
            (workspace, after) => after.ApplyTo(workspace),
            "settings.changed");
        if (patch.Has("outletAssignment"))
            await assign.AskAsync(changed.Id, request.HttpContext.RequestAborted);
        if (wanted.Count > 0)
        {
            await types.StartAsync(wanted, request.HttpContext.RequestAborted);
            changed = await edit.ReadAsync(request);
        }

        return Answers.Ok(await ViewAsync(request, changed), EntityTag.Of(changed.Version));
    }

    private async Task<WorkspaceSettings> ViewAsync(HttpRequest request, Workspace workspace) =>
        WorkspaceSettings.Of(workspace) with { CustomFieldChanges = await changes.ListAsync(workspace.Id, request.HttpContext.RequestAborted) };

    private async Task<IReadOnlyList<FieldTypeChange>> CheckTypesAsync(HttpRequest request, InputValue patch)
    {
        var workspace = await edit.ReadAsync(request);
        return await types.CheckAsync(workspace, MergePatch.Apply(WorkspaceSettings.Of(workspace), patch).CustomFields, request.HttpContext.RequestAborted);
    }

    /// <summary>A type changes with the values, afterwards.</summary>
    private static WorkspaceSettings KeepTypes(WorkspaceSettings after, WorkspaceSettings before) => after with
    {
        CustomFields = after.CustomFields.ToDictionary(field => field.Key, field => before.CustomFields.TryGetValue(field.Key, out var type) ? type : field.Value, StringComparer.Ordinal),
    };

    private async Task CheckSendersAsync(HttpRequest request, InputValue patch)
    {
        var before = WorkspaceSettings.Of(await edit.ReadAsync(request));
        var added = MergePatch.Apply(before, patch).Senders.Except(before.Senders).ToDictionary();
        if (await senders.CheckAsync(request.Caller().Workspace, added, request.HttpContext.RequestAborted) is { Count: > 0 } problems)
            throw new InvalidInputException(problems);
    }
}
