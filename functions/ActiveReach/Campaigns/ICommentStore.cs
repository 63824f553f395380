using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns;

/// <summary>What people say about a draft while several of them work on it.</summary>
public interface ICommentStore
{
    Task<Comment> AddAsync(WorkspaceId workspace, CampaignId campaign, string author, string text, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Comments with a number above <paramref name="after"/>, oldest first.</summary>
    Task<CommentPage> ListAsync(WorkspaceId workspace, CampaignId campaign, int limit, long after, CancellationToken cancellation = default);
}

/// <param name="Number">Rises with each comment.</param>
public sealed record Comment(long Number, string Author, string Text, DateTimeOffset At);

public sealed record CommentPage(IReadOnlyList<Comment> Items, long Total);
