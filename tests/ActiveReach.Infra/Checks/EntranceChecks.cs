using ActiveReach.Infra.Compiling;

namespace ActiveReach.Infra.Checks;

/// <summary>Nobody comes in by a key; and, where the network is private, nobody from outside of it.</summary>
internal static class EntranceChecks
{
    /// <summary>By type: the property that locks keys out, and its value.</summary>
    private static readonly (string Type, string Property, string Value)[] Locks =
    [
        ("Microsoft.Storage/storageAccounts", "allowSharedKeyAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "allowBlobPublicAccess", "false"),
        ("Microsoft.DocumentDB/databaseAccounts", "disableLocalAuth", "true"),
        ("Microsoft.Communication/communicationServices", "disableLocalAuth", "true"),
        ("Microsoft.Insights/components", "DisableLocalAuth", "true"),
        ("Microsoft.OperationalInsights/workspaces", "features.disableLocalAuth", "true"),
        ("Microsoft.KeyVault/vaults", "enableRbacAuthorization", "true"),
        ("Microsoft.KeyVault/vaults", "enablePurgeProtection", "true"),
        ("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "allow", "false"),
        ("Microsoft.Web/sites", "httpsOnly", "true"),
    ];

    private static readonly string[] Kept = ["Microsoft.Storage/storageAccounts", "Microsoft.DocumentDB/databaseAccounts", "Microsoft.KeyVault/vaults"];

    public static IEnumerable<string> Of(Deployment deployment, bool isPrivate)
    {
        foreach (var (type, property, value) in Locks)
        {
            foreach (var resource in deployment.Of(type).Where(each => !string.Equals(each.Text(property), value, StringComparison.OrdinalIgnoreCase)))
                yield return $"{resource.Name}: {property} must be {value}.";
        }

        foreach (var resource in deployment.Resources.Where(each => each.Json.ToJsonString().Contains("listKeys", StringComparison.OrdinalIgnoreCase)))
            yield return $"{resource.Name} asks for keys.";
        foreach (var resource in deployment.Resources.Where(each => each.ApiVersion.Contains("preview", StringComparison.Ordinal)))
            yield return $"{resource.Name} is of a preview ({resource.ApiVersion}).";
        if (!isPrivate)
            yield break;
        foreach (var store in Kept.SelectMany(deployment.Of))
        {
            if (store.Text("publicNetworkAccess") != "Disabled")
                yield return $"{store.Name} is open to the world.";
            if (!deployment.Of("Microsoft.Network/privateEndpoints").Any(each => store.IsIn(each.Json.ToJsonString())))
                yield return $"{store.Name} has no private endpoint.";
        }
    }
}
