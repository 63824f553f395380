using ActiveReach.Campaigns.Records;
using System.Runtime.CompilerServices;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Segments;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns;

/// <summary>The audiences of campaigns that are not over.</summary>
public sealed class CampaignAudiences(CampaignRecords campaigns) : ICampaignAudiences
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
        string? cursor = null;
        do
        {
            var page = await campaigns.ListAsync(workspace, new CampaignQuery { Statuses = NotOver, Limit = PageQuery.MaxLimit, Cursor = cursor }, cancellation);
            foreach (var campaign in page.Items)
                yield return (UserOf(campaign), campaign.Definition.Audience);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static CampaignUser UserOf(Campaign campaign) => new(campaign.Id.Value, campaign.Definition.Name, campaign.Status);
}
