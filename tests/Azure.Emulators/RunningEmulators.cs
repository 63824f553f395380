using Azure.Emulators.Cosmos;
using Azure.Emulators.Storage;

namespace Azure.Emulators;

/// <summary>The emulators that all tests of a run share; each is started when the first test asks for it, and ends with the process.</summary>
public static class RunningEmulators
{
    private static readonly Lazy<Task<Azurite>> LazyStorage = new(Azurite.StartAsync);
    private static readonly Lazy<Task<CosmosStandIn>> LazyCosmos = new(CosmosStandIn.StartAsync);

    /// <exception cref="InvalidOperationException">npm can't bring it; says why.</exception>
    public static Task<Azurite> StorageAsync() => LazyStorage.Value;

    /// <exception cref="InvalidOperationException">npm can't bring it; says why.</exception>
    public static Task<CosmosStandIn> CosmosAsync() => LazyCosmos.Value;
}
