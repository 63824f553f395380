using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using Contracts.Audiences.Imports;

namespace ActiveReach.Azure.Tests.Audiences;

public sealed class CosmosImportRowsTests : ImportRowsContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IImportRows Rows => cosmos.Rows;

    protected override IContactStore Contacts => cosmos.Contacts;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
