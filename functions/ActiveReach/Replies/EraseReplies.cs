using ActiveReach.Audiences.Contacts;
using ActiveReach.Workspaces;

namespace ActiveReach.Replies;

/// <summary>Forgets what a person wrote.</summary>
public sealed class EraseReplies(IReplyStore replies) : IErasureStep
{
    public Task EraseAsync(WorkspaceId workspace, Contact contact, CancellationToken cancellation = default) =>
        replies.EraseAsync(workspace, contact.Id, contact.Phone, cancellation);
}
