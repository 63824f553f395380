using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent;
using Contracts.Audiences.People;

namespace ActiveReach.Azure.Tests.Audiences;

public sealed class CosmosMergesTests : ContactMergesContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IContactStore Contacts => cosmos.Contacts;

    protected override IConsentStore Consents => cosmos.Consents;

    protected override IAudienceReader Audiences => cosmos.Audiences;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}

public sealed class CosmosDevicesTests : DeviceRegisterContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IContactStore Contacts => cosmos.Contacts;

    protected override IAudienceReader Audiences => cosmos.Audiences;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
