using ActiveReach.Functions.Http;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Workspaces;

/// <summary>The workspace that a request is about, for functions that show it or read what was sent by its rules.</summary>
public sealed class CallersWorkspace(WorkspaceRegister workspaces)
{
    public Task<Workspace> ReadAsync(HttpRequest request) => workspaces.ReadAsync(request.Caller().Workspace, request.HttpContext.RequestAborted);
}
