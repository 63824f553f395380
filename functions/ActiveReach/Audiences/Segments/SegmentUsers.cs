using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Segments;

/// <summary>Who names a segment: other segments, and campaigns that are not over.</summary>
public sealed class SegmentUsers(ISegmentStore segments, ICampaignAudiences campaigns)
{
    private const int MostListed = 100;

    /// <exception cref="NotFoundException">There is no such segment.</exception>
    public async Task<SegmentUse> OfAsync(WorkspaceId workspace, SegmentId id, CancellationToken cancellation = default) =>
        await segments.FindAsync(workspace, id, cancellation: cancellation) is null
            ? throw new NotFoundException("segment", id.Value)
            : await OfAsync(workspace, id, await segments.WebAsync(workspace, cancellation), cancellation);

    internal async Task<SegmentUse> OfAsync(WorkspaceId workspace, SegmentId id, SegmentWeb web, CancellationToken cancellation = default)
    {
        var named = new List<SegmentUser>();
        foreach (var user in web.UsersOf(id))
        {
            if (await segments.FindAsync(workspace, user, cancellation: cancellation) is { } segment)
                named.Add(new SegmentUser(user.Value, segment.Name));
        }

        var (newest, total) = await campaigns.NamingAsync(workspace, id, MostListed, cancellation);
        return new SegmentUse(named, newest, total);
    }
}

/// <param name="Campaigns">The newest 100.</param>
/// <param name="CampaignTotal">How many there are in all.</param>
public sealed record SegmentUse(IReadOnlyList<SegmentUser> Segments, IReadOnlyList<CampaignUser> Campaigns, long CampaignTotal)
{
    internal long Total => Segments.Count + CampaignTotal;
}

public sealed record SegmentUser(string Id, string Name);
