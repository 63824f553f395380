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

/// <param name="Warnings">What is allowed but likely not meant; only with the campaign itself, not in lists.</param>
public sealed record CampaignIdentity(string Id, string Workspace, IReadOnlyList<InputProblem>? Warnings = null);

/// <param name="Figures">Missing until a run has begun.</param>
public sealed record CampaignListFigures(CampaignFigures? Figures);
