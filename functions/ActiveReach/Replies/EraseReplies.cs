using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent.Reviews;
using ActiveReach.Workspaces;

namespace ActiveReach.Replies;

/// <summary>Forgets what a person wrote, and the requests to stop that were read in it.</summary>
public sealed class EraseReplies(IReplyStore replies, ReviewList reviews) : IErasureStep
{
    public async Task EraseAsync(WorkspaceId workspace, Contact contact, CancellationToken cancellation = default)
    {
        await replies.EraseAsync(workspace, contact.Id, contact.Phone, cancellation);
        await reviews.ForgetAsync(workspace, contact.Id, cancellation);
    }
}
