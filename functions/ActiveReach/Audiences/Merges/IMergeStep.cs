using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Merges;

/// <summary>What a feature that keeps something of people elsewhere than in their profile does when one contact is merged into another.</summary>
public interface IMergeStep
{
    /// <summary>Gives what is kept of a contact to who has taken it over. Doing it again does no harm.</summary>
    Task MoveAsync(WorkspaceId workspace, ContactId from, ContactId to, DateTimeOffset at, CancellationToken cancellation = default);
}
