using System.Text.Json;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Operations;

/// <summary>Keeps a message that could neither be carried out nor settled for whoever it belongs to.</summary>
public sealed class SetAside(SetAsideMessages messages, WorkspaceRegister workspaces, TimeProvider clock)
{
    /// <param name="queue">Where it failed first.</param>
    /// <param name="failure">Kinds of the fault.</param>
    public async Task RunAsync(string queue, string body, string failure, CancellationToken cancellation = default) =>
        await messages.AddAsync(queue, body, await OwnerAsync(body, cancellation), failure, clock.GetUtcNow(), cancellation);

    /// <summary>Null for a message that names no workspace, or none that is there.</summary>
    private async Task<WorkspaceId?> OwnerAsync(string body, CancellationToken cancellation)
    {
        try
        {
            return JsonSerializer.Deserialize<Named>(body, Wire.Json)?.Workspace is { } named ? (await workspaces.FindAsync(new WorkspaceId(named), cancellation))?.Id : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What messages of all queues have that are of one workspace.</summary>
    private sealed record Named(string? Workspace);
}
