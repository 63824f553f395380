using System.Collections.Concurrent;
using ActiveReach.Azure.Accounts;
using ActiveReach.Workspaces;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Conversions;

/// <summary>Workspaces that have ever had a run with a goal. In others nobody is marked: an event costs them one look. Noted before the run is opened, so that what
/// happens behind its first message is heard.</summary>
internal sealed class GoalWorkspaces(TableClient table, TimeProvider time)
{
    private const string Row = "goals";

    private readonly ConcurrentDictionary<WorkspaceId, bool> known = new();

    public async Task AddAsync(WorkspaceId workspace)
    {
        if (known.ContainsKey(workspace))
            return;
        var group = new EntityGroup(table, workspace.Value);
        group.Put(EntityFields.New(workspace.Value, Row));
        await group.PutAsync(time);
        known[workspace] = true;
    }

    public async Task<bool> HoldsAsync(WorkspaceId workspace)
    {
        if (known.ContainsKey(workspace))
            return true;
        return await new TableEntry(table, workspace.Value, Row, time).FindAsync(CancellationToken.None) is not null && (known[workspace] = true);
    }
}
