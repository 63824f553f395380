using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Words;
using ActiveReach.Workspaces;

namespace ActiveReach.Replies;

public interface IReplyStore
{
    /// <summary>False when it is there already.</summary>
    Task<bool> AddAsync(Reply reply, CancellationToken cancellation = default);

    /// <summary>Remembers when somebody last asked to stop or to start; the number is kept as its hash.</summary>
    /// <returns>False when the same person has said the opposite later: another stop makes no stop outdated. Stop wins over start of the same moment.</returns>
    Task<bool> IsLastWordAsync(WorkspaceId workspace, Channel channel, AddressHash from, DateTimeOffset at, bool isStop, CancellationToken cancellation = default);

    /// <summary>Replies to a campaign of the kinds given, newest first.</summary>
    /// <param name="outlet">Only of people of this one; null for all.</param>
    Task<Page<Reply>> ListAsync(WorkspaceId workspace, CampaignId campaign, IReadOnlyList<ReplyKind> kinds, PageQuery query, string? outlet = null, CancellationToken cancellation = default);

    /// <summary>Changes what a reply is taken for.</summary>
    Task SetKindAsync(WorkspaceId workspace, string id, ReplyKind kind, CancellationToken cancellation = default);

    Task<Reply?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default);

    /// <summary>Everything that the contact has written, newest first.</summary>
    Task<Page<Reply>> ThreadAsync(WorkspaceId workspace, ContactId contact, PageQuery query, CancellationToken cancellation = default);

    /// <summary>Removes at most <paramref name="limit"/> replies that came before then, the oldest first, in one transaction; the number of them.</summary>
    Task<int> RemoveOldAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default);

    /// <summary>Forgets the words and the number of the contact's replies, and of those from this number that are nobody's; the figures
    /// stay.</summary>
    /// <param name="number">E.164; null without one.</param>
    Task EraseAsync(WorkspaceId workspace, ContactId contact, string? number, CancellationToken cancellation = default);
}
