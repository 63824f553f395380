using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Drafts;
using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>The audience of a campaign as it is counted now, with the first of its contacts.</summary>
public sealed class AudienceLook(ResolveAudience audiences, IAudienceReader reader)
{
    public async Task<AudiencePreview> ReadAsync(CampaignDefinition definition, Workspace workspace, CancellationToken cancellation = default)
    {
        var channels = definition.Channels.Select(choice => choice.Channel).ToList();
        return definition.SentAudience is { } audience
            ? await reader.PreviewAsync(await audiences.NowAsync(audience, workspace, cancellation: cancellation) with { Topic = definition.Topic }, channels, cancellation)
            : new AudiencePreview(0, channels.ToDictionary(channel => channel, _ => 0L), new Dictionary<string, long>(), []);
    }
}
