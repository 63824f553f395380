using ActiveReach.Audiences.Contacts;
using ActiveReach.Documents;
using ActiveReach.Events;
using ActiveReach.Outlets.Assignment;
using Contracts.Outlets;

namespace ActiveReach.Azure.Tests.Outlets;

public sealed class CosmosOutletContactsTests : OutletContactsContract, IAsyncLifetime
{
    private CosmosWorld cosmos = new();

    protected override IDocuments Documents => cosmos.Documents;

    protected override IOutletContacts OutletContacts => cosmos.OutletContacts;

    protected override IContactStore Contacts => cosmos.Contacts;

    protected override IEventStore Events => cosmos.Events;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();

    protected override void StartAfresh()
    {
        cosmos.Dispose();
        cosmos = new CosmosWorld();
        cosmos.InitializeAsync().GetAwaiter().GetResult();
    }
}
