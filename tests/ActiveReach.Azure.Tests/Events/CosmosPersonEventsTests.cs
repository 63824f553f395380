using ActiveReach.Audiences.Contacts;
using ActiveReach.Events;
using ActiveReach.Orders;
using ActiveReach.Replies;
using Contracts.Events;

namespace ActiveReach.Azure.Tests.Events;

public sealed class CosmosPersonEventsTests : PersonEventsContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IEventStore Events => cosmos.Events;

    protected override IOrderStore Orders => cosmos.Orders;

    protected override IReplyStore Replies => cosmos.Replies;

    protected override IContactStore Contacts => cosmos.Contacts;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
