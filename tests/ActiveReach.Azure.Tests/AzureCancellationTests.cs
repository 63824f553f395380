using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Imports;
using ActiveReach.Azure.Consent;
using ActiveReach.Azure.Delivery;
using ActiveReach.Azure.Documents;
using ActiveReach.Azure.Queues;
using ActiveReach.Consent;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Permits;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Stages;
using ActiveReach.Documents;
using Azure.Emulators.Cosmos;
using Contracts;

namespace ActiveReach.Azure.Tests;

/// <summary>On accounts that nobody answers for: what is given up before it begins asks nothing.</summary>
public sealed class AzureCancellationTests : CancellationContract
{
    private readonly CosmosAccount cosmos = CosmosAccount.OfEmulator("AccountEndpoint=http://127.0.0.1:1/;AccountKey=AA==;", "none", new StoreMeter(), options => CosmosStandIn.Adapt(options));

    private readonly StorageAccount storage = StorageAccount.Of("DefaultEndpointsProtocol=http;AccountName=none;AccountKey=AA==;QueueEndpoint=http://127.0.0.1:1/none;BlobEndpoint=http://127.0.0.1:1/none", new StoreMeter());

    private readonly TablesAccount tables = TablesAccount.Of("DefaultEndpointsProtocol=http;AccountName=none;AccountKey=AA==;TableEndpoint=http://127.0.0.1:1/none", new StoreMeter(), TimeProvider.System);

    private CosmosContacts Contacts => new(cosmos, new CosmosDocuments(cosmos, TimeProvider.System), TimeProvider.System);

    public static TheoryData<string, string> Methods => MethodsIn(typeof(CosmosDocuments).Assembly);

    [Theory]
    [MemberData(nameof(Methods))]
    public Task Who_gives_up_before_a_call_is_heard_by_it(string port, string method) => GivenUpAsync(port, method);

    protected override object Port(Type port) =>
        port == typeof(IDocuments) ? new CosmosDocuments(cosmos, TimeProvider.System)
        : port == typeof(IImportSpool) ? new BlobImportSpool(storage)
        : port == typeof(IContactStore) ? Contacts
        : port == typeof(IImportRows) ? new CosmosImportRows(cosmos, Contacts, TimeProvider.System)
        : port == typeof(IAudienceReader) ? new CosmosAudienceReader(cosmos, Contacts)
        : port == typeof(IConsentStore) ? new CosmosConsents(cosmos, Contacts)
        : port == typeof(ILedger) ? new TableLedger(tables, TimeProvider.System)
        : port == typeof(IPlans) ? new TablePlans(tables, storage, TimeProvider.System)
        : port == typeof(IActiveStages) ? new TableActiveStages(tables, TimeProvider.System)
        : port == typeof(IPermits) ? new TablePermits(tables, TimeProvider.System, TimeProvider.System)
        : new StorageQueue(storage, TimeProvider.System);
}
