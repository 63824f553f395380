using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent.Suppressions;

/// <summary>Takes an address off the suppression list, on all channels.</summary>
public sealed class RemoveSuppression(ISuppressionStore suppressions, WorkspaceRegister workspaces, TimeProvider clock)
{
    /// <param name="address">As people write it, or its hash.</param>
    public async Task RunAsync(Caller caller, string address, CancellationToken cancellation = default)
    {
        var country = (await workspaces.ReadAsync(caller.Workspace, cancellation)).HomeCountry;
        if (SuppressionRules.HashOf(address, country) is not { } hash)
            throw new NotFoundException("suppression", address);
        var told = new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, "suppression.removed", hash.ToString());
        if (await suppressions.RemoveAsync(caller.Workspace, hash, told, cancellation) == 0)
            throw new NotFoundException("suppression", address);
    }
}
