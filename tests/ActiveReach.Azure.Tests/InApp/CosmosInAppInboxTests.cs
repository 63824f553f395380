using ActiveReach.Audiences.Contacts;
using ActiveReach.Documents;
using Contracts.InApp;

namespace ActiveReach.Azure.Tests.InApp;

public sealed class CosmosInAppInboxTests : InAppInboxContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IDocuments Documents => cosmos.Documents;

    protected override IContactStore Contacts => cosmos.Contacts;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
