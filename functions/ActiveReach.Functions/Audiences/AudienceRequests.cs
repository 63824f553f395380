using ActiveReach.Functions.Http;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Audiences;

internal static class AudienceRequests
{
    /// <summary>The caller's workspace.</summary>
    public static async Task<Workspace> OfAsync(this IWorkspaceStore workspaces, HttpRequest request)
    {
        var id = request.Caller().Workspace;
        return await workspaces.FindAsync(id, request.HttpContext.RequestAborted) ?? throw new NotFoundException("workspace", id.Value);
    }
}
