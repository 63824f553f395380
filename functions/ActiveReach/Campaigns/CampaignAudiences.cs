using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Standing;
using System.Runtime.CompilerServices;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Segments;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns;

/// <summary>What campaigns that are not over are for: audiences and outlets.</summary>
public sealed class CampaignAudiences(CampaignRecords campaigns) : ICampaignAudiences, ICampaignsOfOutlets
{
    private static readonly CampaignStatus[] NotOver = [.. Enum.GetValues<CampaignStatus>().Except([CampaignStatus.Complete, CampaignStatus.Failed, CampaignStatus.Cancelled])];

    public async Task<(IReadOnlyList<CampaignUser> Newest, long Total)> NamingAsync(
        WorkspaceId workspace, SegmentId segment, int most, CancellationToken cancellation = default)
    {
        var page = await campaigns.ListAsync(workspace, new CampaignQuery { Segment = segment, Statuses = NotOver, Limit = most }, cancellation);
        return ([.. page.Items.Select(UserOf)], page.Total);
    }

    public async IAsyncEnumerable<(CampaignUser Campaign, Audience? Audience)> AllAsync(
        WorkspaceId workspace, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var campaign in NotOverAsync(workspace, cancellation))
        {
            yield return (UserOf(campaign), campaign.Definition.Audience);
            if (WatchedAudience.Of(campaign.Definition) is { } watched)
                yield return (UserOf(campaign), watched);
        }
    }

    public async Task<long> CountAsync(Outlet outlet, CancellationToken cancellation = default)
    {
        string?[] words = [outlet.Id.Value, Folding.Fold(outlet.Name), outlet.ExternalId is { } externalId ? Folding.Fold(externalId) : null];
        var count = 0L;
        await foreach (var campaign in NotOverAsync(outlet.Workspace, cancellation))
            count += campaign.Definition.Location is { } location && words.Contains(Folding.Fold(location)) ? 1 : 0;
        return count;
    }

    private async IAsyncEnumerable<Campaign> NotOverAsync(WorkspaceId workspace, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var page = await campaigns.ListAsync(workspace, new CampaignQuery { Statuses = NotOver, Limit = PageQuery.MaxLimit, Cursor = cursor }, cancellation);
            foreach (var campaign in page.Items)
                yield return campaign;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static CampaignUser UserOf(Campaign campaign) => new(campaign.Id.Value, campaign.Definition.Name, campaign.Status);
}
