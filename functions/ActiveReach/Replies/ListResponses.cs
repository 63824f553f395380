using ActiveReach.Campaigns.Moves;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Words;
using ActiveReach.Workspaces;

namespace ActiveReach.Replies;

/// <summary>What people have answered to a campaign, all of them or those of one outlet.</summary>
public sealed class ListResponses(CampaignWriter campaigns, IReplyStore replies, OutletWords outlets)
{
    /// <param name="location">Id, external id or name of an outlet; null for all.</param>
    public async Task<Page<Reply>> RunAsync(
        Caller caller, CampaignId id, IReadOnlyList<ReplyKind> kinds, string? location, PageQuery query, CancellationToken cancellation = default)
    {
        var campaign = await campaigns.FindAsync(caller, id, cancellation);
        var outlet = await outlets.ResolveAsync(campaign.Workspace, location, cancellation);
        return await replies.ListAsync(campaign.Workspace, campaign.Id, kinds, query, outlet, cancellation);
    }
}
