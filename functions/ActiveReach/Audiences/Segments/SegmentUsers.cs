using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Segments;

/// <summary>Who names a segment: other segments, and campaigns that are not over.</summary>
public sealed class SegmentUsers(ISegmentStore segments, ICampaignStore campaigns)
{
    private const int MostListed = 100;

    private static readonly CampaignStatus[] NotOver = [.. Enum.GetValues<CampaignStatus>().Except([CampaignStatus.Complete, CampaignStatus.Failed, CampaignStatus.Cancelled])];

    public async Task<SegmentUse> OfAsync(WorkspaceId workspace, SegmentId id, SegmentWeb web, CancellationToken cancellation = default)
    {
        var named = new List<SegmentUser>();
        foreach (var user in web.UsersOf(id))
        {
            if (await segments.FindAsync(workspace, user, cancellation: cancellation) is { } segment)
                named.Add(new SegmentUser(user.Value, segment.Name));
        }

        var page = await campaigns.ListAsync(workspace, new CampaignQuery { Segment = id, Statuses = NotOver, Limit = MostListed }, cancellation);
        return new SegmentUse(named, [.. page.Items.Select(campaign => new CampaignUser(campaign.Id.Value, campaign.Definition.Name, campaign.Status))], page.Total);
    }
}

/// <param name="Campaigns">The newest 100.</param>
/// <param name="CampaignTotal">How many there are in all.</param>
public sealed record SegmentUse(IReadOnlyList<SegmentUser> Segments, IReadOnlyList<CampaignUser> Campaigns, long CampaignTotal)
{
    internal long Total => Segments.Count + CampaignTotal;
}

public sealed record SegmentUser(string Id, string Name);

public sealed record CampaignUser(string Id, string? Name, CampaignStatus Status);
