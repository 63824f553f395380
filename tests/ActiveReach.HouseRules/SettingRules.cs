using System.Text.Json;
using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>A setting that is read is in the sample and in the documents, and the other way round.</summary>
public sealed partial class SettingRules
{
    [Fact]
    public void Every_setting_read_is_in_the_sample() => Verdict.None(
        Verdict.Some(Read(), "settings read by the code").Where(setting => !IsKnown(setting, Sample())),
        "Add the setting, with its default, to local.settings.sample.json.");

    [Fact]
    public void Every_setting_of_the_sample_is_explained() => Verdict.None(
        Verdict.Some(Sample().Where(IsOurs), "settings in the sample").Where(setting => !Documents().Contains($"`{setting}`", StringComparison.Ordinal)),
        "Explain the setting in docs/operations.md.");

    [Fact]
    public void Every_setting_of_the_sample_is_read() => Verdict.None(
        Sample().Where(IsOurs).Where(setting => !Read().Any(read => IsKnown(read, [setting]))),
        "Nobody reads this setting: take it out of local.settings.sample.json and docs/operations.md, or read it.");

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

    private static IReadOnlyCollection<string> Read() => [.. ReadByPath().Concat(ReadBySection()).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Keys named in full: <c>configuration["ActiveReach:Store"]</c>.</summary>
    private static IEnumerable<string> ReadByPath() => SourceTree.Files("functions", ".cs")
        .SelectMany(file => Path().Matches(file.Text))
        .Select(match => match.Groups["key"].Value.Replace(":", "__", StringComparison.Ordinal).TrimEnd('_'));

    /// <summary>Keys named below their section: <c>section["Store"]</c>, <c>Whole(section, "Seed")</c>.</summary>
    private static IEnumerable<string> ReadBySection() =>
        from file in SourceTree.Files("functions", ".cs")
        from Match section in Section().Matches(file.Text)
        from Match key in Regex.Matches(file.Text, $@"\b{section.Groups["variable"].Value}(\[|\.GetSection\(|\.GetValue[^(]*\(|, )""(?<key>\w+)""")
        select $"{section.Groups["name"].Value}__{key.Groups["key"].Value}";

    [GeneratedRegex("\"(?<key>(ActiveReach|Sandbox)(:|__)[A-Za-z_:]+)(\"|\\{)")]
    private static partial Regex Path();

    [GeneratedRegex("(?<variable>\\w+) = \\w+\\.GetSection\\(\"(?<name>ActiveReach|Sandbox)\"\\)")]
    private static partial Regex Section();
}
