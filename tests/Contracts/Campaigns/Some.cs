using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace Contracts.Campaigns;

/// <summary>Supplies what a test doesn't talk about.</summary>
public static class Some
{
    public static readonly WorkspaceId Workspace = new("shop");
    public static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    public static Campaign Campaign(string name = "Diwali launch", params Channel[] channels) => new()
    {
        Id = CampaignId.New(),
        Workspace = Workspace,
        DraftedBy = "lead@example.com",
        CreatedAt = Noon,
        UpdatedAt = Noon,
        Definition = new CampaignDefinition
        {
            Name = name,
            Channels = [.. channels.Select(channel => new ChannelChoice { Channel = channel })],
            Variants = [new Variant { Id = "A", Content = new Dictionary<Channel, Content> { [Channel.Sms] = new() { Text = "Hi {{first_name}}" } } }],
            Experiment = new ExperimentDefinition { Duration = TimeSpan.FromMinutes(90) },
        },
    };

    public static CampaignFigures Figures(double ctr) => new() { Recipients = 9, Ctr = ctr, ResponseRate = 1 - ctr, AsOf = Noon };

    public static Run Run(Campaign campaign, int ordinal = 1) => new()
    {
        Id = RunId.Of(campaign.Id, ordinal),
        Campaign = campaign.Id,
        Workspace = campaign.Workspace,
        Definition = campaign.Definition,
        Orchestration = campaign.OrchestrationId,
        StartedAt = Noon.AddMinutes(ordinal),
    };
}
