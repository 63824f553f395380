using ActiveReach.Documents;
using Contracts.Campaigns;

namespace ActiveReach.Azure.Tests.Campaigns;

public sealed class CosmosCampaignRecordsTests : CampaignRecordsContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IDocuments Documents => cosmos.Documents;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}

public sealed class CosmosCampaignRowsTests : CampaignRowsContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IDocuments Documents => cosmos.Documents;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}

public sealed class CosmosOutletVerdictsTests : OutletVerdictsContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IDocuments Documents => cosmos.Documents;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
