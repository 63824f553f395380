using ActiveReach.Access;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Segments;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Consent.Reviews;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Inbox;
using ActiveReach.Orders.Shops;
using ActiveReach.Outlets;
using ActiveReach.TestSends;
using ActiveReach.Workspaces;

namespace Contracts.Audit;

/// <summary>The ports whose changes people make, and the trail of them.</summary>
public sealed record AuditedStores
{
    public required AuditTrail Trail { get; init; }

    public required CampaignRecords Campaigns { get; init; }

    public required SavedSegments Segments { get; init; }

    public required IContactStore Contacts { get; init; }

    public required ReviewList Reviews { get; init; }

    public required ISuppressionStore Suppressions { get; init; }

    public required OutletRegister Outlets { get; init; }

    public required ConnectedShops Shops { get; init; }

    public required IEngagementInbox Inbox { get; init; }

    public required TestMessages TestMessages { get; init; }

    public required Members Members { get; init; }

    public required ApiKeys Keys { get; init; }

    public required WorkspaceRegister Workspaces { get; init; }
}
