using Azure.Emulators.Cosmos;
using Functions.Host.Http;

namespace Functions.Host.MainRoad;

/// <summary>The published app as the platform runs it: nothing is kept on the machine, everything on Azurite and the stand-in of Cosmos DB.</summary>
public sealed class CloudApp() : PublishedApp("cloud.log")
{
    private CosmosStandIn? cosmos;
    private CosmosFront? front;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (front is not null)
            await front.DisposeAsync();
        cosmos?.Dispose();
    }

    internal override async Task<IReadOnlyDictionary<string, string>> StoresAsync()
    {
        cosmos = await CosmosStandIn.StartAsync();
        front = await CosmosFront.StartAsync(cosmos, Log);
        return new Dictionary<string, string>
        {
            ["WEBSITE_INSTANCE_ID"] = "stand-in",
            ["ActiveReach__Store"] = "azure",
            ["ActiveReach__Store__Documents__Emulator"] = front.ConnectionString,
            ["ActiveReach__Store__Ledger__Emulator"] = Storage.ConnectionString,
            ["ActiveReach__Store__Media__Emulator"] = Storage.ConnectionString,
            ["ActiveReach__LinkSigningKey"] = "a key of these tests, the same for every instance",
            ["ActiveReach__WebhookSecrets__acs"] = "a secret of these tests",
            // What the SDK would ask the service, and where it is.
            ["AZURE_COSMOS_USE_QUERY_PLAN_INTEROP_LINUX"] = "true",
            ["COSMOS_DISABLE_IMDS_ACCESS"] = "true",
        };
    }
}
