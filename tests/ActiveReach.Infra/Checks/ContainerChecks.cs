using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Azure.Accounts;
using ActiveReach.Infra.Compiling;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Infra.Checks;

/// <summary>The containers are those of the code, indexed and dying alike.</summary>
internal static class ContainerChecks
{
    public static IEnumerable<string> Of(Deployment deployment)
    {
        var deployed = deployment.Of("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers").Select(each => Told(each.Properties["resource"]!)).ToList();
        var wanted = CosmosContainers.All.Select(Told).ToList();
        return
        [
            .. wanted.Except(deployed, StringComparer.Ordinal).Select(each => $"CosmosContainers.cs has {each}: write it like this in infra/app/cosmos-containers.json."),
            .. deployed.Except(wanted, StringComparer.Ordinal).Select(each => $"infra/app/cosmos-containers.json has {each}, which CosmosContainers.cs doesn't."),
        ];
    }

    private static string Told(ContainerProperties container) => Told(
        container.Id, container.PartitionKeyPaths, container.IndexingPolicy.IncludedPaths.Select(each => each.Path), container.IndexingPolicy.ExcludedPaths.Select(each => each.Path),
        container.IndexingPolicy.CompositeIndexes.Count + container.UniqueKeyPolicy.UniqueKeys.Count, container.DefaultTimeToLive);

    private static string Told(JsonNode container) => Told(
        container["id"]!.GetValue<string>(), Texts(container["partitionKey"]!["paths"]!), Paths(container, "includedPaths"), Paths(container, "excludedPaths"), 0, container["defaultTtl"]?.GetValue<int>());

    private static string Told(string id, IEnumerable<string> key, IEnumerable<string> included, IEnumerable<string> excluded, int others, int? life) =>
        JsonSerializer.Serialize(new { id, partitionKey = key, indexed = included.Order(StringComparer.Ordinal), excluded = excluded.Where(each => each != "/\"_etag\"/?"), others, timeToLive = life });

    private static IEnumerable<string> Paths(JsonNode container, string which) => container["indexingPolicy"]![which]!.AsArray().Select(each => each!["path"]!.GetValue<string>());

    private static IEnumerable<string> Texts(JsonNode array) => array.AsArray().Select(each => each!.GetValue<string>());
}
