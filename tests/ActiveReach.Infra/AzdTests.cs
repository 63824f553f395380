using System.Text.RegularExpressions;
using ActiveReach.Infra.Compiling;
using Azure.Emulators;

namespace ActiveReach.Infra;

/// <summary>What <c>azd</c> reads fits together: <c>azure.yaml</c>, the file of parameters, the templates and the document.</summary>
public sealed partial class AzdTests
{
    private static readonly string Yaml = Text("azure.yaml");
    private static readonly string Document = Text("docs", "operations.md");

    [BicepFact]
    public void The_service_is_published_from_a_project_that_is_there_to_an_app_that_is_deployed()
    {
        var service = Service().Match(Yaml);

        Assert.True(File.Exists(Path.Combine(Repository.Root, service.Groups["project"].Value, Path.GetFileName(service.Groups["project"].Value) + ".csproj")), service.Value);
        Assert.Equal(service.Groups["name"].Value, Deployment.Plain.The("Microsoft.Web/sites").Json["tags"]!["azd-service-name"]!.GetValue<string>());
    }

    [Fact]
    public void What_the_hook_sets_is_a_parameter() => Assert.All(Hook().Matches(Yaml), set => Assert.Contains($"${{{set.Groups["name"].Value}=", Text("infra", "main.parameters.json"), StringComparison.Ordinal));

    [BicepFact]
    public void Without_the_hook_nothing_is_subscribed_to() => Assert.Empty(Deployment.BeforeTheAppRuns.Of("Microsoft.EventGrid/systemTopics/eventSubscriptions"));

    [Fact]
    public void Every_parameter_is_asked_for_by_a_name_that_the_document_explains()
    {
        var file = Text("infra", "main.parameters.json");

        Assert.Equal(Parameter().Matches(Text("infra", "main.bicep")).Select(each => each.Groups["name"].Value).Order(StringComparer.Ordinal), Deployment.Parameters(new Dictionary<string, string>()).Keys.Order(StringComparer.Ordinal));
        Assert.All(Variable().Matches(file), variable => Assert.Contains($"`{variable.Groups["name"].Value}`", Document, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_output_is_one_that_azd_reads_or_the_document_names() => Assert.All(
        Output().Matches(Text("infra", "main.bicep")).Select(each => each.Groups["name"].Value).Where(name => name != "AZURE_RESOURCE_GROUP"),
        name => Assert.Contains($"`{name}`", Document, StringComparison.Ordinal));

    [Fact]
    public void Every_value_of_host_json_has_its_reason() => Assert.All(
        Leaves(System.Text.Json.Nodes.JsonNode.Parse(Text("functions", "ActiveReach.Functions", "host.json"))!, "").Where(leaf => leaf.Name is not ("version" or "telemetryMode")),
        leaf => Assert.Contains($"| `{leaf.Name}` | {(leaf.Value.Length == 0 ? "none" : $"`{leaf.Value}`")} |", Document, StringComparison.Ordinal));

    private static IEnumerable<(string Name, string Value)> Leaves(System.Text.Json.Nodes.JsonNode node, string path) => node is System.Text.Json.Nodes.JsonObject members
        ? members.SelectMany(each => Leaves(each.Value!, path.Length == 0 ? each.Key : $"{path}.{each.Key}"))
        : [(path, node.ToString())];

    private static string Text(params string[] path) => File.ReadAllText(Path.Combine([Repository.Root, .. path]));

    [GeneratedRegex(@"services:\s+(?<name>\w+):\s+project: \./(?<project>\S+)")]
    private static partial Regex Service();

    [GeneratedRegex(@"azd env set (?<name>\w+)")]
    private static partial Regex Hook();

    [GeneratedRegex(@"^param (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\$\{(?<name>\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^output (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Output();
}
