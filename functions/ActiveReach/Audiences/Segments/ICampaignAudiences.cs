using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Segments;

/// <summary>Tells which campaigns use a segment or a field. The campaigns answer it, so that what is asked for knows nothing of who asks.</summary>
public interface ICampaignAudiences
{
    /// <summary>The newest campaigns that are not over and name the segment themselves, in their audience or trigger, and how many there are in all.</summary>
    Task<(IReadOnlyList<CampaignUser> Newest, long Total)> NamingAsync(WorkspaceId workspace, SegmentId segment, int most, CancellationToken cancellation = default);

    /// <summary>Every campaign that is not over, the newest first, with its audience; null while it has none. One that watches people comes once more, with those.</summary>
    IAsyncEnumerable<(CampaignUser Campaign, Audience? Audience)> AllAsync(WorkspaceId workspace, CancellationToken cancellation = default);
}

public sealed record CampaignUser(string Id, string? Name, CampaignStatus Status);
