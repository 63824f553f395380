using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns;

/// <summary>One campaign as its reader sees it: the view that lists give too, and beside it what only a whole campaign tells.</summary>
public sealed class ShowCampaign(WorkspaceRegister workspaces)
{
    public async Task<JsonObject> RunAsync(Caller caller, Campaign campaign, CancellationToken cancellation = default)
    {
        var workspace = await workspaces.ReadAsync(caller.Workspace, cancellation);
        var view = CampaignView.Of(campaign, caller, workspace);
        view["warnings"] = JsonSerializer.SerializeToNode(CampaignWarnings.Of(campaign.Definition, workspace), Wire.Json);
        return view;
    }
}
