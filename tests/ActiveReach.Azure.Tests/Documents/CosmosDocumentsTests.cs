using ActiveReach.Documents;
using Contracts.Documents;

namespace ActiveReach.Azure.Tests.Documents;

public sealed class CosmosDocumentsTests : DocumentQueryContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IDocuments Documents => cosmos.Documents;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
