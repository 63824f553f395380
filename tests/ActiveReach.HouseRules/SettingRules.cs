using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>A setting that is read is in the sample and in the documents, and the other way round.</summary>
public sealed partial class SettingRules
{
    private static readonly string[] Assemblies = ["ActiveReach", "ActiveReach.Channels", "ActiveReach.Sqlite", "ActiveReach.Functions"];

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
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "local.settings.sample.json")));
        return [.. sample.RootElement.GetProperty("Values").EnumerateObject().Select(one => one.Name)];
    }

    private static string Documents() => string.Concat(SourceTree.Files("docs", ".md").Select(file => file.Text));

    private static IReadOnlyCollection<string> Read() => [.. ReadByName().Concat(ReadByOptions()).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Keys named in the code: "ActiveReach:Store".</summary>
    private static IEnumerable<string> ReadByName() => SourceTree.Files("functions", ".cs")
        .SelectMany(file => Key().Matches(file.Text))
        .Select(match => match.Groups["key"].Value.Replace(":", "__", StringComparison.Ordinal).TrimEnd('_'));

    /// <summary>What is bound to an options type: one that says with a constant <c>Section</c> where it comes from.</summary>
    private static IEnumerable<string> ReadByOptions() =>
        from assembly in Assemblies
        from type in Assembly.Load(assembly).GetTypes()
        let section = type.GetField("Section", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where section is { IsLiteral: true } && section.FieldType == typeof(string)
        from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        where property.CanWrite
        select $"{section.GetRawConstantValue()}__{property.Name}".Replace(":", "__", StringComparison.Ordinal);

    [GeneratedRegex("\"(?<key>(ActiveReach|Sandbox)(:|__)[A-Za-z_:]+)\"")]
    private static partial Regex Key();
}
