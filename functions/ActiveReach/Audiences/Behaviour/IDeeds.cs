using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Behaviour;

/// <summary>Who did what with messages, for stores of contacts that can't look into the ledger.</summary>
public interface IDeeds
{
    /// <summary>Everybody of whom the condition is true at the moment; people who were sent to under another id before they were merged come by that.</summary>
    Task<IReadOnlyCollection<ContactId>> WhoAsync(WorkspaceId workspace, DidCondition did, Moment moment, CancellationToken cancellation = default);
}
