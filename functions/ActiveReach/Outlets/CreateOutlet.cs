using ActiveReach.Outlets.Assignment;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets;

/// <summary>Opens an outlet, and has contacts assigned who belong to it.</summary>
public sealed class CreateOutlet(OutletRegister outlets, WorkspaceRegister workspaces, AssignOutlets assign, TimeProvider clock)
{
    public async Task<Outlet> RunAsync(Caller caller, OutletDefinition definition, CancellationToken cancellation = default)
    {
        var workspace = await workspaces.FindAsync(caller.Workspace, cancellation) ?? throw new NotFoundException("workspace", caller.Workspace.Value);
        if (OutletRules.Check(definition, workspace) is { Count: > 0 } problems)
            throw new InvalidInputException(problems);
        var now = clock.GetUtcNow();
        var blank = new Outlet { Id = OutletId.New(), Workspace = workspace.Id, Name = "", TimeZone = workspace.TimeZone, CreatedAt = now, UpdatedAt = now };
        var outlet = definition.ApplyTo(blank, workspace);
        var told = new AuditEntry(workspace.Id, now, caller.Member, "outlet.created", outlet.Id.Value, outlet.Name);
        OutletRefusal.Check(await outlets.TryAddAsync(outlet, workspace.Of<AssignmentSettings>().OutletAssignment, told, cancellation), outlet);
        await assign.EnqueueAsync(workspace.Id, cancellation);
        return outlet;
    }
}
