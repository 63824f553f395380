using System.Text.Json;
using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>Settings are read once, into the options records of the features. What these read is held against the sample and the documents
/// by the tests of the app.</summary>
public sealed partial class SettingRules
{
    /// <summary>Who may see the configuration: the hosts, which read what is theirs, and the one who hands it to the options records.</summary>
    private static readonly string[] Readers = ["functions/ActiveReach.Functions/Hosting/", "functions/ActiveReach.Functions/Composition/Settings/AppOptions.cs"];

    [Fact]
    public void Only_options_records_read_settings() => Verdict.None(
        Verdict.Some(SourceTree.Files("functions", ".cs"), "source files")
            .Where(file => !Readers.Any(reader => file.Path.StartsWith(reader, StringComparison.Ordinal)))
            .SelectMany(file => file.Find(Configuration())),
        "Read it through a SettingReader in the feature's options record, name that record in AppOptions, and take the record in the constructor.");

    [Fact]
    public void Every_setting_named_in_the_code_is_in_the_sample() => Verdict.None(
        Verdict.Some(Named(), "settings named in full").Where(setting => !IsKnown(setting, Sample())),
        "Add the setting, with its default, to local.settings.sample.json.");

    [Fact]
    public void Every_setting_of_the_sample_is_explained() => Verdict.None(
        Verdict.Some(Sample().Where(IsOurs), "settings in the sample").Where(setting => !Documents().Contains($"`{setting}`", StringComparison.Ordinal)),
        "Explain the setting in docs/operations.md.");

    private static bool IsOurs(string setting) => setting.StartsWith("ActiveReach__", StringComparison.Ordinal) || setting.StartsWith("Sandbox__", StringComparison.Ordinal);

    /// <summary>The very key, or, for a setting that is a family of keys, one of the family.</summary>
    private static bool IsKnown(string read, IEnumerable<string> known) =>
        known.Any(one => one.Equals(read, StringComparison.OrdinalIgnoreCase) || one.StartsWith(read + "__", StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<string> Sample()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(SourceTree.Root, "local.settings.sample.json")));
        return [.. sample.RootElement.GetProperty("Values").EnumerateObject().Select(one => one.Name)];
    }

    private static string Documents() => string.Concat(SourceTree.Files("docs", ".md").Select(file => file.Text));

    /// <summary>In code, in comments and messages, which must not name one that is not there, and in what starts the app.</summary>
    private static IReadOnlyCollection<string> Named() => [.. SourceTree.Files("functions", ".cs").Concat(SourceTree.Files("selfhost", "")).Append(new SourceFile("Dockerfile"))
        .SelectMany(file => Path().Matches(file.Text))
        .Select(match => match.Groups["key"].Value.Replace(":", "__", StringComparison.Ordinal).TrimEnd('_'))
        .Distinct(StringComparer.OrdinalIgnoreCase)];

    [GeneratedRegex("(\"|<c>|[\\s=])(?<key>(ActiveReach|Sandbox)(:|__)[A-Za-z_:]+)")]
    private static partial Regex Path();

    [GeneratedRegex("Microsoft\\.Extensions\\.Configuration|\\bIConfiguration\\w*|Environment\\.GetEnvironmentVariable")]
    private static partial Regex Configuration();
}
