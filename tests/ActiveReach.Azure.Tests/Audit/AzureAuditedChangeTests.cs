using ActiveReach.Access;
using ActiveReach.Audiences.Segments;
using ActiveReach.Azure.Engagement;
using ActiveReach.Campaigns.Records;
using ActiveReach.Consent.Reviews;
using ActiveReach.Orders.Shops;
using ActiveReach.Outlets;
using ActiveReach.TestSends;
using ActiveReach.Workspaces;
using Contracts.Audit;

namespace ActiveReach.Azure.Tests.Audit;

public sealed class AzureAuditedChangeTests : AuditedChangeContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override AuditedStores Stores => new()
    {
        Trail = new AuditTrail(cosmos.Documents),
        Campaigns = new CampaignRecords(cosmos.Documents, TimeProvider.System),
        Segments = new SavedSegments(cosmos.Documents),
        Contacts = cosmos.Contacts,
        Reviews = new ReviewList(cosmos.Documents, cosmos.Consents),
        Suppressions = cosmos.Suppressions,
        Outlets = new OutletRegister(cosmos.Documents),
        Shops = new ConnectedShops(cosmos.Documents),
        Inbox = new TableEngagementInbox(cosmos.Tables.Account, cosmos.Documents, TimeProvider.System),
        TestMessages = new TestMessages(cosmos.Documents),
        Members = new Members(cosmos.Documents),
        Keys = new ApiKeys(cosmos.Documents),
        Workspaces = new WorkspaceRegister(cosmos.Documents),
    };

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
