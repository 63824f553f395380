using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Contacts;

/// <summary>What a feature that keeps something of people elsewhere than in their profile does when one of them is erased.</summary>
public interface IErasureStep
{
    /// <summary>Erases what the feature keeps of the contact; asked before the profile goes, and once more after it has gone. Doing it again does
    /// no harm.</summary>
    Task EraseAsync(WorkspaceId workspace, Contact contact, CancellationToken cancellation = default);
}
