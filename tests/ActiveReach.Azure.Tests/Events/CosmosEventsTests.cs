using ActiveReach.Audiences.Contacts;
using ActiveReach.Events;
using Contracts.Events;

namespace ActiveReach.Azure.Tests.Events;

public sealed class CosmosEventsTests : EventStoreContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IEventStore Events => cosmos.Events;

    protected override IContactStore Contacts => cosmos.Contacts;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
