using ActiveReach.Campaigns.Records;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Media;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Carried;

/// <summary>The campaigns that carry an upload, or have sent it.</summary>
public sealed class UsesOfMedia(IDocuments documents) : IMediaUses
{
    public async Task<IReadOnlyList<MediaUse>> OfAsync(WorkspaceId workspace, string media, CancellationToken cancellation = default)
    {
        var query = CampaignRecords.Kind.In(workspace.Partition) with { Where = [FieldCondition.Is(CampaignRecords.Media, media)] };
        return [.. (await documents.AllAsync(CampaignRecords.Kind, query, cancellation)).Select(campaign => new MediaUse(
            campaign.Id.Value, campaign.Definition.Name, EnumNames.Of(campaign.Status), campaign.Status is CampaignStatus.Complete or CampaignStatus.Failed or CampaignStatus.Cancelled))];
    }
}
