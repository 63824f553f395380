using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Accounts;

/// <summary>The containers: their partition keys and what is indexed. Nothing else is, since each path costs at every write.</summary>
internal static class CosmosContainers
{
    /// <summary>Items die only by a time to live of their own.</summary>
    private const int OnlyByTheirOwn = -1;

    public static ContainerProperties Documents { get; } = new("documents", "/partition")
    {
        DefaultTimeToLive = OnlyByTheirOwn,
        IndexingPolicy = new IndexingPolicy
        {
            IncludedPaths = { new IncludedPath { Path = "/kind/?" }, new IncludedPath { Path = "/found/*" }, new IncludedPath { Path = "/places/*" } },
            ExcludedPaths = { new ExcludedPath { Path = "/*" } },
        },
    };

    public static IReadOnlyList<ContainerProperties> All { get; } = [Documents];
}
