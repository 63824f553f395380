using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Functions.Http;
using ActiveReach.Problems;

namespace ActiveReach.Functions.Campaigns;

/// <summary>A campaign as it is answered, for the description: the definition's members and where it stands in one object.</summary>
[ComposedOf(typeof(CampaignDefinition), typeof(CampaignStanding), typeof(CampaignIdentity))]
public abstract class CampaignDocument;

/// <summary>A campaign in the list.</summary>
[ComposedOf(typeof(CampaignDefinition), typeof(CampaignStanding), typeof(CampaignIdentity), typeof(CampaignListFigures))]
public abstract class ListedCampaignDocument;

/// <summary>A campaign on the surface of everything that runs by itself.</summary>
[ComposedOf(typeof(CampaignDefinition), typeof(CampaignStanding), typeof(CampaignIdentity), typeof(CampaignListFigures), typeof(AutomationKind))]
public abstract class AutomationDocument;

/// <param name="Warnings">What is allowed but likely not meant; only with the campaign itself, not in lists.</param>
public sealed record CampaignIdentity(string Id, string Workspace, IReadOnlyList<InputProblem>? Warnings = null);

/// <param name="Type"><c>campaign</c>, <c>journey</c>, <c>ad_campaign</c>, <c>audience_ops</c> or <c>orchestration</c>.</param>
/// <param name="CampaignType">The campaign's own type.</param>
public sealed record AutomationKind(string Type, CampaignType CampaignType);

/// <param name="Figures">Missing until a run has begun.</param>
public sealed record CampaignListFigures(CampaignFigures? Figures);
