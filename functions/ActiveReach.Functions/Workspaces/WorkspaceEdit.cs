using ActiveReach.Functions.Http;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Workspaces;

/// <summary>Changes the workspace's document: condition, rules, then compare-and-set with its audit entry.</summary>
public sealed class WorkspaceEdit(IWorkspaceStore workspaces, TimeProvider time)
{
    public async Task<Workspace> ReadAsync(HttpRequest request)
    {
        var id = request.Caller().Workspace;
        return await workspaces.FindAsync(id, request.HttpContext.RequestAborted) ?? throw new NotFoundException("workspace", id.Value);
    }

    /// <typeparam name="T">The part of the workspace that is edited.</typeparam>
    public async Task<Workspace> RunAsync<T>(
        HttpRequest request,
        Func<Workspace, T> part,
        Func<T, T> change,
        Func<T, T, IReadOnlyList<InputProblem>> check,
        Func<Workspace, T, Workspace> apply,
        string action)
        where T : notnull
    {
        while (true)
        {
            var workspace = await ReadAsync(request);
            var before = part(workspace);
            var after = change(before);
            request.CheckMatch(EntityTag.Of(workspace.Version), before, after);
            if (check(before, after) is { Count: > 0 } problems)
                throw new InvalidInputException(problems);
            // Somebody was faster: look at theirs; a condition that no longer holds ends it.
            var told = new AuditEntry(workspace.Id, time.GetUtcNow(), request.Caller().Member, action, workspace.Id.Value);
            if (await workspaces.TryUpdateAsync(apply(workspace, after), told, request.HttpContext.RequestAborted))
                return await ReadAsync(request);
        }
    }
}
