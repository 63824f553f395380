using ActiveReach.Audiences.Contacts;
using ActiveReach.Events;
using ActiveReach.Orders;
using Contracts.Orders;

namespace ActiveReach.Azure.Tests.Orders;

public sealed class CosmosOrdersTests : OrderStoreContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IOrderStore Orders => cosmos.Orders;

    protected override IEventStore Events => cosmos.Events;

    protected override IContactStore Contacts => cosmos.Contacts;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
