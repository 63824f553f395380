using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Imports;
using ActiveReach.Azure.Consent;
using ActiveReach.Azure.Documents;
using ActiveReach.Azure.Events;
using ActiveReach.Azure.Orders;
using ActiveReach.Azure.Outlets;
using ActiveReach.Azure.Replies;
using ActiveReach.Documents;
using ActiveReach.Outlets;
using Azure.Emulators;
using Azure.Emulators.Cosmos;

namespace ActiveReach.Azure.Tests;

/// <summary>A database of its own on the stand-in that all tests share.</summary>
/// <param name="above">What stands between the client and the network, from outside to inside.</param>
public sealed class CosmosWorld(params DelegatingHandler[] above) : IAsyncLifetime, IDisposable
{
    private readonly string database = $"test-{Guid.NewGuid():N}";
    private readonly List<CosmosAccount> accounts = [];
    private CosmosStandIn? server;

    public CountedRequests Requests { get; } = new();

    public IDocuments Documents => new CosmosDocuments(accounts[0], TimeProvider.System);

    public CosmosContacts Contacts { get; private set; } = null!;

    public CosmosAudienceReader Audiences => new(accounts[0], Contacts);

    public CosmosConsents Consents => new(accounts[0], Contacts);

    public OutletDirectories Outlets => new(new OutletRegister(Documents));

    public CosmosOutletContacts OutletContacts => new(accounts[0], Contacts);

    public CosmosImportRows Rows => new(accounts[0], Contacts, TimeProvider.System);

    public CosmosEvents Events => new(accounts[0], Contacts, Belongings, TimeProvider.System, Outlets);

    public CosmosOrders Orders => new(accounts[0]);

    public CosmosReplies Replies => new(accounts[0], TimeProvider.System);

    public CosmosSuppressions Suppressions => new(accounts[0], Contacts);

    public CosmosAccount Account => accounts[0];

    /// <summary>Where the log of the suppression list is.</summary>
    public TablesWorld Tables { get; } = new();

    public async Task InitializeAsync()
    {
        server = await RunningEmulators.CosmosAsync();
        await Open(new StoreMeter(Requests), above).CreateAsync();
        await Tables.InitializeAsync();
        Contacts = AnotherWriter();
    }

    /// <summary>Contacts as another process of the app sees them.</summary>
    public CosmosContacts AnotherWriter(CosmosAccount? account = null) => new(account ?? accounts[0], Tables.Account, Documents, TimeProvider.System, [Belongings, Replies], Outlets, Orders);

    /// <summary>As another process of the app sees the documents.</summary>
    public IDocuments AnotherInstance() => new CosmosDocuments(AnotherAccount(), TimeProvider.System);

    /// <summary>As another process of the app reaches them: with nothing in between.</summary>
    public CosmosAccount AnotherAccount() => Open(new StoreMeter(), []);

    public Task DisposeAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        accounts.ForEach(account => account.Dispose());
        Requests.Dispose();
        Tables.Dispose();
    }

    private EventBelongings Belongings => new(accounts[0], TimeProvider.System);

    private CosmosAccount Open(StoreMeter meter, DelegatingHandler[] between)
    {
        accounts.Add(CosmosAccount.OfEmulator(server!.ConnectionString, database, meter, options => CosmosStandIn.Adapt(options, between)));
        return accounts[^1];
    }
}
