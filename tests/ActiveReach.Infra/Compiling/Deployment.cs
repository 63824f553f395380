using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Emulators;

namespace ActiveReach.Infra.Compiling;

/// <summary>What <c>azd provision</c> would deploy: loops, conditions and names worked out by the compiler, with what only Azure knows left as expressions.</summary>
/// <param name="Resources">In no order.</param>
internal sealed partial record Deployment(IReadOnlyList<Resource> Resources)
{
    private static readonly Dictionary<string, string> AzdSets = new(StringComparer.Ordinal)
    {
        ["AZURE_ENV_NAME"] = "shop",
        ["AZURE_LOCATION"] = "westeurope",
        ["AZURE_PRINCIPAL_ID"] = Deployer,
        ["ACTIVEREACH_ADMIN_EMAIL"] = "boss@shop.example",
    };

    /// <summary>Object id of whoever deploys.</summary>
    public const string Deployer = "11111111-1111-1111-1111-111111111111";

    /// <summary>As it is without anything set but what azd asks for, when the app runs.</summary>
    public static Deployment Plain { get; } = Of(("ACTIVEREACH_SUBSCRIBE", "true"));

    /// <summary>As it is made first.</summary>
    public static Deployment BeforeTheAppRuns { get; } = Of();

    /// <summary>With everything that may be there besides.</summary>
    public static Deployment Full { get; } = Of(
        ("ACTIVEREACH_SUBSCRIBE", "true"), ("ACTIVEREACH_PRIVATE_NETWORK", "true"), ("ACTIVEREACH_ZONE_REDUNDANT", "true"), ("ACTIVEREACH_COSMOS_MAX_THROUGHPUT", "4000"),
        ("ACTIVEREACH_COSMOS_CONSISTENCY", "Strong"), ("ACTIVEREACH_EMAIL_DOMAIN", "mail.shop.example"), ("ACTIVEREACH_EMAIL_DOMAIN_VERIFIED", "true"), ("ACTIVEREACH_PUBLIC_URL", "https://reach.shop.example"),
        ("ACTIVEREACH_SIGN_IN_CLIENT_ID", "22222222-2222-2222-2222-222222222222"), ("ACTIVEREACH_MONTHLY_BUDGET", "300"), ("ACTIVEREACH_BUDGET_START", "2026-12-01"));

    /// <summary>While keys and secrets are being changed.</summary>
    public static Deployment Changing { get; } = Of(("ACTIVEREACH_VAULT_SETTINGS", "LinkSigningKeys__1,WebhookSecrets__acs__1"));

    public IEnumerable<Resource> Of(string type) => Resources.Where(each => each.Type.Equals(type, StringComparison.OrdinalIgnoreCase));

    /// <summary>The one of its type.</summary>
    public Resource The(string type) => Of(type).Single();

    /// <summary>The app's settings.</summary>
    public IReadOnlyDictionary<string, string> Settings =>
        Of("Microsoft.Web/sites/config").Single(each => each.Name.EndsWith("/appsettings", StringComparison.Ordinal)).Properties.ToDictionary(each => each.Key, each => each.Value!.GetValue<string>(), StringComparer.Ordinal);

    /// <summary>The same without some resources.</summary>
    public Deployment Without(Func<Resource, bool> those) => Resources.Any(those) ? this with { Resources = [.. Resources.Where(each => !those(each))] } : throw new ArgumentException("There are none of those.", nameof(those));

    /// <summary>The same with one resource changed.</summary>
    public Deployment With(Func<Resource, bool> which, Action<JsonObject> change)
    {
        var copies = Resources.Select(each => each with { Json = each.Json.DeepClone().AsObject() }).ToList();
        change(copies.Single(which).Properties);
        return new Deployment(copies);
    }

    /// <summary>What the file of parameters makes of an environment, as azd reads it.</summary>
    public static IReadOnlyDictionary<string, string> Parameters(IReadOnlyDictionary<string, string> environment)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "main.parameters.json")))!["parameters"]!.AsObject();
        return file.ToDictionary(
            each => each.Key,
            each => Variable().Replace(each.Value!["value"]!.GetValue<string>(), match => environment.GetValueOrDefault(match.Groups["name"].Value, match.Groups["otherwise"].Value)),
            StringComparer.Ordinal);
    }

    private static Deployment Of(params (string Name, string Value)[] environment)
    {
        if (Bicep.Lacking is not null)
            return new Deployment([]);
        var folder = Directory.CreateTempSubdirectory("activereach-infra-");
        try
        {
            var asked = Path.Combine(folder.FullName, "asked.bicepparam");
            var template = Path.Combine(Repository.Root, "infra", "main.bicep");
            var parameters = Parameters(AzdSets.Concat(environment.Select(each => KeyValuePair.Create(each.Name, each.Value))).ToDictionary());
            File.WriteAllLines(asked, [$"using '{Path.GetRelativePath(folder.FullName, template).Replace('\\', '/')}'", .. parameters.Where(each => each.Value.Length > 0).Select(each => $"param {each.Key} = {Literal(each.Value)}")]);
            var (_, faults) = Bicep.Run("snapshot", asked, "--mode", "overwrite", "--subscription-id", "33333333-3333-3333-3333-333333333333");
            var snapshot = faults.Length == 0 ? JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(asked, ".snapshot.json")))! : throw new InvalidOperationException(faults);
            return new Deployment([.. snapshot["predictedResources"]!.AsArray().Select(each => new Resource(each!.AsObject()))]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Literal(string value) => bool.TryParse(value, out _) || int.TryParse(value, out _) ? value : $"'{value}'";

    [GeneratedRegex(@"\$\{(?<name>\w+)(=(?<otherwise>[^}]*))?\}")]
    private static partial Regex Variable();
}
