using ActiveReach.Campaigns;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Http;

namespace ActiveReach.Functions.Analytics.Automations;

/// <summary>What runs by itself. Journeys and ad campaigns have their places here, and are none until they can be made.</summary>
public enum AutomationType
{
    Campaign,
    Journey,
    AdCampaign,

    /// <summary>Work on the contacts of a workspace.</summary>
    AudienceOps,

    /// <summary>An orchestration that has not ended.</summary>
    Orchestration,
}

/// <summary>Something that runs by itself, as it is answered: a campaign has all that the list of campaigns gives.</summary>
[AnyOf(typeof(CampaignAutomation), typeof(Automation))]
public abstract class AutomationDocument;

/// <summary>A campaign among what runs by itself.</summary>
[ComposedOf(typeof(CampaignDefinition), typeof(CampaignStanding), typeof(CampaignIdentity), typeof(CampaignListFigures), typeof(AutomatedCampaign))]
public abstract class CampaignAutomation;

/// <param name="CampaignType">What <c>type</c> is of the campaign itself.</param>
public sealed record AutomatedCampaign(AutomationType Type, CampaignType CampaignType);

/// <summary>Something else that runs by itself.</summary>
/// <param name="Status">In a word, as its own route names it.</param>
/// <param name="StatusReason">How far it has come, or what it waits for.</param>
/// <param name="Campaign">The campaign that it is about.</param>
/// <param name="DueAt">When it goes on by itself.</param>
public sealed record Automation(
    string Id, string Workspace, AutomationType Type, string? Name, string Status, string? StatusReason, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    string? Campaign = null, string? Run = null, DateTimeOffset? DueAt = null);
