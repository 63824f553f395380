using ActiveReach.Infra.Compiling;

namespace ActiveReach.Infra.Checks;

/// <summary>Whoever needs a role has it, where it is needed, and nobody has another.</summary>
internal static class RoleChecks
{
    private const string Contributor = "00000000-0000-0000-0000-000000000002";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["09976791-48a7-449e-bb21-39d1a415f350"] = "Communication and Email Service Owner",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        [Contributor] = "Cosmos DB Built-in Data Contributor",
    };

    public static IEnumerable<string> Of(Deployment deployment)
    {
        var given = Assignments(deployment).Select(each => Read(deployment, each)).ToList();
        var needed = Needed(deployment).ToList();
        return
        [
            .. given.Where(each => each.Who is null).Select(each => $"The role '{each.Role}' is given to somebody whom the deployment doesn't know."),
            .. needed.Except(given).Select(each => $"{each.Who} needs the role '{each.Role}' on {each.On}: assign it in infra/app/rbac.bicep."),
            .. given.Except(needed).Where(each => each.Who is not null).Select(each => $"{each.Who} has the role '{each.Role}' on {each.On}, which nothing needs: remove it from infra/app/rbac.bicep."),
        ];
    }

    /// <summary>What follows from the settings: who is told where something is must be let in there.</summary>
    private static IEnumerable<Assignment> Needed(Deployment deployment)
    {
        var settings = deployment.Settings;
        var app = deployment.The("Microsoft.ManagedIdentity/userAssignedIdentities").Name;
        string? Account(string setting) => settings.GetValueOrDefault(setting) is { } told ? Narrowest(deployment, each => each.IsIn(told) || each.Name == told)?.Name : null;
        yield return new(app, "Storage Blob Data Owner", Account("AzureWebJobsStorage__accountName"));
        yield return new(app, "Storage Queue Data Contributor", Account("AzureWebJobsStorage__accountName"));
        yield return new(app, "Storage Table Data Contributor", Account("AzureWebJobsStorage__accountName"));
        yield return new(app, "Storage Table Data Contributor", Account("ActiveReach__Store__Ledger__Endpoint"));
        yield return new(app, "Storage Blob Data Contributor", Account("ActiveReach__Store__Media__Endpoint"));
        yield return new(app, "Cosmos DB Built-in Data Contributor", Account("ActiveReach__Store__Documents__Endpoint"));
        yield return new(app, "Key Vault Secrets User", Account("ActiveReach__LinkSigningKey"));
        yield return new(app, "Communication and Email Service Owner", Account("ActiveReach__CommunicationServices__Endpoint"));
        yield return new(app, "Monitoring Metrics Publisher", Account("APPLICATIONINSIGHTS_CONNECTION_STRING"));
        yield return new("whoever deploys", "Key Vault Secrets User", Account("ActiveReach__LinkSigningKey"));
        yield return new(deployment.The("Microsoft.EventGrid/systemTopics").Name, "Storage Blob Data Contributor", deployment.Of("Microsoft.Storage/storageAccounts/blobServices/containers").Single(each => each.Name.EndsWith("/dead-events", StringComparison.Ordinal)).Name);
    }

    private static IEnumerable<Resource> Assignments(Deployment deployment) =>
        deployment.Of("Microsoft.Authorization/roleAssignments").Concat(deployment.Of("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments"));

    /// <summary>Who has an identity and is meant, and the narrowest resource that the assignment's own id speaks of.</summary>
    private static Assignment Read(Deployment deployment, Resource assignment)
    {
        var principal = assignment.Text("principalId");
        var holder = deployment.Resources.SingleOrDefault(each => (each.Json["identity"] is not null || each.Type.EndsWith("userAssignedIdentities", StringComparison.OrdinalIgnoreCase)) && principal!.Contains($"'{each.Id}'", StringComparison.OrdinalIgnoreCase));
        var on = Narrowest(deployment, each => each != holder && (each.IsIn(assignment.Id) || each.IsIn(assignment.Text("scope"))));
        var role = Names.GetValueOrDefault(assignment.Text("roleDefinitionId")!.Split('/')[^1].TrimEnd(']', ')', '\''), "unknown");
        return new(principal == Deployment.Deployer ? "whoever deploys" : holder?.Name, role, on?.Name);
    }

    /// <summary>What is meant by an id that begins with those of the group and the account.</summary>
    private static Resource? Narrowest(Deployment deployment, Func<Resource, bool> which) =>
        deployment.Resources.Except(Assignments(deployment)).Where(which).MaxBy(each => each.Id.Length);

    private sealed record Assignment(string? Who, string Role, string? On);
}
