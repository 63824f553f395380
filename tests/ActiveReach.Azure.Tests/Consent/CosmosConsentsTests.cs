using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent;
using Contracts.Consent;

namespace ActiveReach.Azure.Tests.Consent;

public sealed class CosmosConsentsTests : ConsentStoreContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IConsentStore Consents => cosmos.Consents;

    protected override IContactStore Contacts => cosmos.Contacts;

    protected override IAudienceReader Audiences => cosmos.Audiences;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
