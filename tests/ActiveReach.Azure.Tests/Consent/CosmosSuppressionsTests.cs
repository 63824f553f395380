using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using Contracts.Consent;

namespace ActiveReach.Azure.Tests.Consent;

public sealed class CosmosSuppressionsTests : SuppressionStoreContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override ISuppressionStore List => cosmos.Suppressions;

    protected override IContactStore Contacts => cosmos.Contacts;

    protected override IConsentStore Consents => cosmos.Consents;

    protected override IAudienceReader Audiences => cosmos.Audiences;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
