using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Removes a draft or a cancelled campaign; whatever else has happened stays on record.</summary>
public sealed class DeleteCampaign(CampaignWriter writer)
{
    public Task RunAsync(Caller caller, CampaignId id, VersionCondition? condition, CancellationToken cancellation = default) =>
        writer.DeleteAsync(caller, id, condition, cancellation);
}
