using ActiveReach.Audiences.Contacts;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries;

/// <summary>Forgets what events and calls said of an erased contact who waits for a message.</summary>
public sealed class EraseEntries(IEntries entries) : IErasureStep
{
    public Task EraseAsync(WorkspaceId workspace, Contact contact, CancellationToken cancellation = default) => entries.EraseAsync(workspace, contact.Id, cancellation);
}
