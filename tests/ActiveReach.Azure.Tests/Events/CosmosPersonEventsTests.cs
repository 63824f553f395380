using Contracts.Events;

namespace ActiveReach.Azure.Tests.Events;

public sealed class CosmosPersonEventsTests : PersonEventsContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override PersonStores Stores => new(cosmos.Events, cosmos.Orders, cosmos.Replies, cosmos.Contacts);

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
