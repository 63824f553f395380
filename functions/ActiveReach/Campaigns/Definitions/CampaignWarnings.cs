using ActiveReach.Campaigns.Contents;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>What is allowed in a definition but likely not meant. A warning stops nobody: it is told wherever the campaign is shown,
/// from the first save to the approver's page. What must not be sent at all belongs to <see cref="CampaignValidation"/>.</summary>
public static class CampaignWarnings
{
    /// <returns>In the order of the definition; empty when there is nothing to say.</returns>
    public static IReadOnlyList<InputProblem> Of(CampaignDefinition definition, Workspace workspace) =>
    [
        .. PartWarnings.Of(definition, workspace),
        .. OptOutWarnings.In(definition, workspace),
        .. ForeignFields.In(definition, workspace),
    ];
}
