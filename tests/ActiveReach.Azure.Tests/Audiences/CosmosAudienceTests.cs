using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Contracts.Audiences;
using Contracts.Audiences.Evaluators;

namespace ActiveReach.Azure.Tests.Audiences;

public sealed class CosmosContactsTests : ContactStoreContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IContactStore Contacts => cosmos.Contacts;

    protected override IConsentStore Consents => cosmos.Consents;

    protected override IAudienceReader Audiences => cosmos.Audiences;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}

public sealed class CosmosAudienceReaderTests : AudienceReaderContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IAudienceReader Audiences => cosmos.Audiences;

    protected override IContactStore Contacts => cosmos.Contacts;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
