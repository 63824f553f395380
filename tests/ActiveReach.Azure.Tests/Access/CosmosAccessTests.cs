using ActiveReach.Access;
using ActiveReach.Workspaces;
using Contracts.Access;

namespace ActiveReach.Azure.Tests.Access;

public sealed class CosmosAccessTests : AccessStoreContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override Members Members => new(cosmos.Documents);

    protected override ApiKeys Keys => new(cosmos.Documents);

    protected override Sessions Sessions => new(cosmos.Documents);

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
