using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Accounts.Access;
using ActiveReach.Azure.Documents;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery.Ledger;
using Azure.Core;
using Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Azure.Tests;

/// <summary>On accounts that nobody answers for: what is given up before it begins asks nothing.</summary>
public sealed class AzureCancellationTests : CancellationContract, IDisposable
{
    private const string Storage = "DefaultEndpointsProtocol=http;AccountName=none;AccountKey=AA==;QueueEndpoint=http://127.0.0.1:1/none;BlobEndpoint=http://127.0.0.1:1/none;TableEndpoint=http://127.0.0.1:1/none";
    private const string Cosmos = "AccountEndpoint=http://127.0.0.1:1/;AccountKey=AA==;";

    private readonly ServiceProvider services = new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new StoreMeter())
        .AddSingleton<TokenCredential>(StorageWorld.Nobody)
        .AddCosmosAccount(new CosmosOptions { Account = StorageWorld.Emulator(AccountKind.Cosmos, Cosmos) })
        .AddTablesAccount(StorageWorld.Emulator(AccountKind.Tables, Storage))
        .AddQueuesAccount(StorageWorld.Emulator(AccountKind.Queues, Storage))
        .AddBlobsAccount(StorageWorld.Emulator(AccountKind.Blobs, Storage))
        .AddCosmosDocuments()
        .AddTablesLedger()
        .AddStorageQueues()
        .AddBlobFiles()
        .AddSingleton<IRunFence, LedgerFence>()
        .AddSingleton<RunRecords>()
        .BuildServiceProvider();

    public static TheoryData<string, string> Methods => MethodsIn(typeof(CosmosDocuments).Assembly);

    [Theory]
    [MemberData(nameof(Methods))]
    public Task Who_gives_up_before_a_call_is_heard_by_it(string port, string method) => GivenUpAsync(port, method);

    public void Dispose() => services.Dispose();

    protected override object Port(Type port) =>
        services.GetService(port) ?? services.GetRequiredService<ActiveReach.Queues.IMessageQueue>();
}
