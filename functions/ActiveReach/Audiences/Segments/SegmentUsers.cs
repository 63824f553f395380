using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Segments;

/// <summary>Who names a segment: other segments, and campaigns that are not over.</summary>
public sealed class SegmentUsers(SavedSegments segments, ICampaignAudiences campaigns)
{
    private const int MostListed = 100;

    /// <exception cref="NotFoundException">There is no such segment.</exception>
    public async Task<SegmentUse> OfAsync(WorkspaceId workspace, SegmentId id, CancellationToken cancellation = default) =>
        await OfAsync(await segments.FindAsync(workspace, id, cancellation: cancellation) ?? throw new NotFoundException("segment", id.Value), cancellation);

    internal async Task<SegmentUse> OfAsync(Segment segment, CancellationToken cancellation = default)
    {
        var named = await segments.UsersOfAsync(segment.Workspace, segment.Id, cancellation);
        var (newest, total) = await campaigns.NamingAsync(segment.Workspace, segment.Id, MostListed, cancellation);
        return new SegmentUse([.. named.Select(user => new SegmentUser(user.Id.Value, user.Name))], newest, total);
    }
}

/// <param name="Campaigns">The newest 100.</param>
/// <param name="CampaignTotal">How many there are in all.</param>
public sealed record SegmentUse(IReadOnlyList<SegmentUser> Segments, IReadOnlyList<CampaignUser> Campaigns, long CampaignTotal)
{
    internal long Total => Segments.Count + CampaignTotal;
}

public sealed record SegmentUser(string Id, string Name);
