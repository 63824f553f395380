using ActiveReach.Documents;
using Contracts.Inbox;

namespace ActiveReach.Azure.Tests.Engagement;

public sealed class CosmosRawWebhooksTests : RawWebhooksContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IDocuments Documents => cosmos.Documents;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
