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

    /// <summary>Contacts, by a slice of their workspace.</summary>
    public static ContainerProperties Contacts { get; } = Indexed("contacts", "/n/?", "/asked/*", "/outletBy/?", "/of/?", "/place/?");

    /// <summary>What contacts are known by: external ids, hashes of addresses.</summary>
    public static ContainerProperties ContactIndex { get; } = Indexed("contact-index", "/id/?", "/listed/?");

    /// <summary>Events, in the slice of their contact, and the ids that were taken.</summary>
    public static ContainerProperties Events { get; } = Indexed("events", "/contact/?", "/type/?", "/at/?", "/place/?", "/awaits/?", "/waiting/?");

    /// <summary>Orders, by their id.</summary>
    public static ContainerProperties Orders { get; } = Indexed("orders", "/contact/?", "/outlet/?", "/outletBy/?", "/at/?", "/status/?", "/people/[]/?", "/places/*");

    public static ContainerProperties Replies { get; } = Indexed("replies", "/campaign/?", "/contact/?", "/kind/?", "/from/?", "/at/?", "/place/?");

    public static IReadOnlyList<ContainerProperties> All { get; } = [Documents, Contacts, ContactIndex, Events, Orders, Replies];

    private static ContainerProperties Indexed(string id, params ReadOnlySpan<string> paths)
    {
        var properties = new ContainerProperties(id, "/partition") { IndexingPolicy = new IndexingPolicy { ExcludedPaths = { new ExcludedPath { Path = "/*" } } } };
        foreach (var path in paths)
            properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = path });
        return properties;
    }
}
