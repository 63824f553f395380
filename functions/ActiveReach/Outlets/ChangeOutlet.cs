using ActiveReach.Outlets.Assignment;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets;

/// <summary>Changes an outlet, and has contacts assigned anew when its names or its position are others.</summary>
public sealed class ChangeOutlet(OutletRegister outlets, WorkspaceRegister workspaces, AssignOutlets assign, TimeProvider clock)
{
    /// <param name="condition">Throws when the outlet isn't the one that the caller means to change.</param>
    public async Task<Outlet> RunAsync(
        Caller caller, OutletId id, Action<Outlet> condition, Func<OutletDefinition, OutletDefinition> change, CancellationToken cancellation = default)
    {
        var workspace = await workspaces.FindAsync(caller.Workspace, cancellation) ?? throw new NotFoundException("workspace", caller.Workspace.Value);
        while (true)
        {
            var before = await outlets.FindAsync(caller.Workspace, id, cancellation) ?? throw new NotFoundException("outlet", id.Value);
            condition(before);
            var definition = change(OutletDefinition.Of(before));
            if (OutletRules.Check(definition, workspace) is { Count: > 0 } problems)
                throw new InvalidInputException(problems);
            var after = definition.ApplyTo(before, workspace) with { UpdatedAt = clock.GetUtcNow() };
            var told = new AuditEntry(workspace.Id, after.UpdatedAt, caller.Member, "outlet.changed", id.Value, after.Name);
            var changed = await outlets.TryUpdateAsync(after, told, cancellation);

            // Somebody was faster: look at theirs; a condition that no longer holds ends it.
            if (changed.Outcome is OutletOutcome.Stale)
                continue;
            OutletRefusal.Check(changed, after);
            await assign.EnqueueAsync(workspace.Id, cancellation);
            return after with { Version = before.Version + 1 };
        }
    }
}
