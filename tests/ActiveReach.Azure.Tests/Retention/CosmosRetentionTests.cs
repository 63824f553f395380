using Contracts.Events;
using Contracts.Retention;

namespace ActiveReach.Azure.Tests.Retention;

public sealed class CosmosRetentionTests : RetentionContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override PersonStores Stores => new(cosmos.Events, cosmos.Orders, cosmos.Replies, cosmos.Contacts);

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
