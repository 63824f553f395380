using Azure.Emulators.Cosmos;
using Functions.Host.Http;
using Functions.Host.MainRoad;

namespace Functions.Host.Instances.Apps;

/// <summary>The published app as the platform runs it: nothing is kept on the machine, everything on Azurite and the stand-in of Cosmos DB, and instances come and go.</summary>
public class CloudApp : PublishedApp
{
    internal const string WebhookSecret = "a secret of these tests";

    private CosmosStandIn? cosmos;
    private Front? front;

    public CloudApp()
        : this("cloud")
    {
    }

    private protected CloudApp(string name)
        : base(name)
    {
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (front is not null)
            await front.DisposeAsync();
        cosmos?.Dispose();
    }

    /// <summary>Two instances, the first of which may have been there for long.</summary>
    internal async Task<(Instance One, Instance Other)> TwoAsync()
    {
        while (Serving.Count < 2)
            await JoinAsync();
        return (Serving[0], Serving[1]);
    }

    internal override async Task<IReadOnlyDictionary<string, string>> StoresAsync()
    {
        cosmos = await CosmosStandIn.StartAsync();
        var behind = new Uri(cosmos.ConnectionString.Split(';')[0]["AccountEndpoint=".Length..]);

        // It translates batches, which a worker's process can't do for itself.
        front = await Front.StartAsync(CosmosStandIn.Translating(), () => behind, Log);
        return new Dictionary<string, string>
        {
            ["ActiveReach__Store"] = "azure",
            ["ActiveReach__Store__Documents__Emulator"] = $"AccountEndpoint={front.Address};AccountKey=AA==;",
            ["ActiveReach__Store__Ledger__Emulator"] = Storage.ConnectionString,
            ["ActiveReach__Store__Media__Emulator"] = Storage.ConnectionString,
            ["ActiveReach__LinkSigningKey"] = "a key of these tests, the same for every instance",
            ["ActiveReach__WebhookSecrets__acs"] = WebhookSecret,
            // What the SDK would ask the service, and where it is.
            ["AZURE_COSMOS_USE_QUERY_PLAN_INTEROP_LINUX"] = "true",
            ["COSMOS_DISABLE_IMDS_ACCESS"] = "true",
        };
    }

    private protected override Dictionary<string, string> Settings(int number, string outbox, IReadOnlyDictionary<string, string> stores) => new(base.Settings(number, outbox, stores))
    {
        ["WEBSITE_INSTANCE_ID"] = $"stand-in-{number}",
        // By these two Durable tells instances apart where they share a machine.
        ["WEBSITE_CURRENT_STAMPNAME"] = "stand-in",
        ["RoleInstanceId"] = $"{number}",
        ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__partitionCount"] = "2",
        // A message of an instance that died comes back when the lease of its batch is over, as with the settings of the cloud, only sooner.
        ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:09",
        ["ActiveReach__Delivery__Lease"] = "00:00:08",
        ["ActiveReach__Delivery__CallTimeout"] = "00:00:03",
        // Windows of ten messages, so that there is a midst.
        ["Sandbox__LatencyMs"] = "400",
        ["Sandbox__MessagesPerCall"] = "10",
        ["Sandbox__Concurrency"] = "1",
        // Replies are the tests' own.
        ["Sandbox__ReplyRate"] = "0",
        ["Sandbox__ClickRateByVariant__B"] = "0.7",
    };
}
