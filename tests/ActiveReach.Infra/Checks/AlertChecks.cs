using System.Text.RegularExpressions;
using ActiveReach.Infra.Compiling;
using Azure.Emulators;

namespace ActiveReach.Infra.Checks;

/// <summary>Alerts ask for what the app measures, by the names and values that docs/operations.md explains, and are those of Prometheus.</summary>
internal static partial class AlertChecks
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

    public static IEnumerable<string> Of(Deployment deployment)
    {
        var rules = deployment.Of("Microsoft.Insights/scheduledQueryRules").ToList();
        foreach (var rule in rules)
        {
            var query = rule.Properties["criteria"]!["allOf"]![0]!["query"]!.GetValue<string>();
            var rows = Measurement().Matches(query).Select(match => match.Value).Select(name => (name, row: Rows().FirstOrDefault(row => row.StartsWith($"| `{name}`", StringComparison.Ordinal)))).ToList();
            foreach (var (name, _) in rows.Where(each => each.row is null || !IsMeasured(each.name)))
                yield return $"{rule.Name} asks for '{name}', which the app doesn't measure, or docs/operations.md doesn't explain.";
            var told = string.Concat(rows.Select(each => each.row));
            foreach (var word in Attribute().Matches(query).SelectMany(match => new[] { match.Groups["name"].Value, match.Groups["value"].Value }).Where(word => word.Length > 0 && !told.Contains($"`{word}`", StringComparison.Ordinal)))
                yield return $"{rule.Name} asks for '{word}', which docs/operations.md doesn't tell of what it measures.";
        }

        foreach (var name in Prometheus().Matches(Document).Select(match => match.Groups["name"].Value).Except(rules.Select(each => each.Name)))
            yield return $"{name} is an alert for Prometheus in docs/operations.md and none in infra/app/alerts.bicep.";
    }

    private static bool IsMeasured(string name) => !name.StartsWith("activereach.", StringComparison.Ordinal) || Sources().Contains($"\"{name}\"", StringComparison.Ordinal);

    private static string Sources() => string.Concat(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*Meter.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*Gauges.cs", SearchOption.AllDirectories))
            .Select(File.ReadAllText));

    private static IEnumerable<string> Rows() => Document.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));

    [GeneratedRegex("(?<=\")(activereach|http\\.server)\\.[a-z_.]+(?=\")(?!\"\\])")]
    private static partial Regex Measurement();

    [GeneratedRegex("Properties\\[\"(?<name>[^\"]+)\"\\]\\)( == \"(?<value>\\w+)\")?")]
    private static partial Regex Attribute();

    [GeneratedRegex("- alert: (?<name>\\w+)")]
    private static partial Regex Prometheus();
}
