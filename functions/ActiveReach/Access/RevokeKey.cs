using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>Revokes an API key for good, and ends its sessions.</summary>
public sealed class RevokeKey(ApiKeys keys, TimeProvider clock)
{
    public async Task RunAsync(Caller caller, string id, CancellationToken cancellation = default)
    {
        var key = await keys.FindAsync(caller.Workspace, id, cancellation) ?? throw new NotFoundException("key", id);
        var now = clock.GetUtcNow();
        await keys.RevokeAsync(caller.Workspace, key.Id, now, new AuditEntry(caller.Workspace, now, caller.Member, "key.revoked", key.Id, key.Name), cancellation);
    }
}
