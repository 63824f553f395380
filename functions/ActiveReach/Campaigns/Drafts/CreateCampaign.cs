using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Places;
using ActiveReach.Inputs;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Drafts;

/// <summary>Saves a new draft: incomplete is fine, wrong is not.</summary>
public sealed class CreateCampaign(CampaignWriter writer, CampaignValidation validation, PlacesOfCampaign places)
{
    public async Task<Campaign> RunAsync(Caller caller, InputValue json, CancellationToken cancellation = default)
    {
        var definition = CampaignDefinitionReader.Read(json);
        QuietHoursSwitch.Check(caller, null, definition);
        await validation.CheckDraftAsync(definition, await writer.WorkspaceAsync(caller, cancellation), cancellation);
        return await writer.AddAsync(caller, await places.NamedAsync(definition, caller.Workspace, cancellation), "campaign.created", cancellation);
    }
}
