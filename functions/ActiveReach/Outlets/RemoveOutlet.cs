using ActiveReach.Outlets.Assignment;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets;

/// <summary>Closes an outlet. Contacts whom the system had put there go elsewhere; those whose profile says so keep its name.</summary>
public sealed class RemoveOutlet(IOutletStore outlets, AssignOutlets assign, TimeProvider clock)
{
    /// <param name="condition">Throws when the outlet isn't the one that the caller means to remove.</param>
    /// <exception cref="ConflictException">Contacts refer to it and <paramref name="reassign"/> is off, or campaigns do.</exception>
    public async Task RunAsync(Caller caller, OutletId id, Action<Outlet> condition, bool reassign, CancellationToken cancellation = default)
    {
        while (true)
        {
            var outlet = await outlets.FindAsync(caller.Workspace, id, cancellation) ?? throw new NotFoundException("outlet", id.Value);
            condition(outlet);
            var told = new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, "outlet.removed", id.Value, outlet.Name);
            var removed = await outlets.TryRemoveAsync(outlet, reassign, told.At, told, cancellation);
            if (removed.Outcome is OutletOutcome.Stale)
                continue;
            if (removed.Outcome is OutletOutcome.InUse)
                throw OutletRefusal.InUse(outlet, await outlets.UseAsync(outlet, cancellation));
            await assign.EnqueueAsync(caller.Workspace, cancellation);
            return;
        }
    }
}
