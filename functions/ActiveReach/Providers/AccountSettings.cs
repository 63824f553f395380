using System.Text.Json;
using System.Text.RegularExpressions;
using ActiveReach.Channels;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Settings;

namespace ActiveReach.Providers;

/// <summary>The settings of an account, by name. They are read by the same options record as those of the app's own account: what there is
/// <c>ActiveReach__CommunicationServices__SmsPerMinute</c> is <c>smsPerMinute</c> here, and <c>…__PhoneNumbers__1555</c> is <c>phoneNumbers.1555</c>.</summary>
internal static partial class AccountSettings
{
    private const int LongestValue = 10_000;
    private const int MostValues = 100;
    internal const string Path = "settings";

    /// <summary>The values of a JSON object of texts, numbers and flags, and of objects of these; null where a value was taken out.</summary>
    public static Dictionary<string, string?> Read(InputValue json)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (json.ObjectOfAnything() is not { } settings)
            return values;
        foreach (var (name, value) in settings.Members)
        {
            if (!value.IsObject)
                Add(name, value);
            foreach (var (below, one) in value.IsObject ? value.Members : [])
                Add($"{name}.{below}", one);
        }

        if (values.Count > MostValues)
            json.Note("too_many", $"{Path} has {values.Count} values: at most {MostValues} are possible.");
        return values;

        void Add(string name, InputValue value)
        {
            if (value.IsNull)
                values[name] = null;
            else if (value.AsFlag is not null || value.AsNumber is not null)
                values[name] = value.Raw;
            else if (value.Text(LongestValue) is { } text)
                values[name] = text;
        }
    }

    /// <summary>A setting of a vendor's, by its name in an account; null where there is none.</summary>
    public static Setting? Find(ProviderKind kind, string name)
    {
        var reader = new SettingReader(_ => null, _ => []);
        kind.Open(reader, "");
        return reader.Settings.FirstOrDefault(setting => IsOffered(kind, setting.Name) && IsOf(kind, setting, name));
    }

    /// <summary>Opens an account.</summary>
    /// <exception cref="InvalidInputException">Naming each setting that is wrong, unknown or missing.</exception>
    public static OpenAccount Open(ProviderKind kind, string account, IReadOnlyDictionary<string, string> values)
    {
        var reader = new SettingReader(
            name => IsOffered(kind, name) ? values.GetValueOrDefault(NameIn(kind, name)) : null,
            name => values.Keys.Where(key => key.StartsWith(NameIn(kind, name) + ".", StringComparison.OrdinalIgnoreCase)).Select(key => key[(NameIn(kind, name).Length + 1)..]));
        var ways = kind.Open(reader, account);
        var known = reader.Settings.Where(setting => IsOffered(kind, setting.Name)).ToList();
        var problems = Refused(kind, reader)
            .Concat(values.Keys.Where(key => !known.Exists(setting => IsOf(kind, setting, key)))
                .Select(key => new InputProblem($"{Path}.{key}", InputShape.UnknownField, $"{kind.Label} has no setting '{key}': use {Names(kind, known)}.")))
            .ToList();
        if (problems.Count == 0 && ways is null)
            problems.Add(new InputProblem(Path, "required", $"{Path} names no account of {kind.Label}: its settings are {Names(kind, known)}."));
        if (problems.Count > 0)
            throw new InvalidInputException(problems);
        return new OpenAccount(ways!, [.. values.Keys.Where(key => known.Exists(setting => setting.IsSecret && IsOf(kind, setting, key)))]);
    }

    private static IEnumerable<InputProblem> Refused(ProviderKind kind, SettingReader reader)
    {
        try
        {
            reader.Check();
            return [];
        }
        catch (SettingsRefusedException refused)
        {
            return refused.Refusals.Select(refusal => Named(kind).Replace(refusal, match => $"{Path}.{Camel(match.Groups["name"].Value)}"))
                .Select(refusal => new InputProblem(FirstName().Match(refusal) is { Success: true } name ? name.Value : Path, "invalid_value", refusal));
        }
    }

    private static string Names(ProviderKind kind, IEnumerable<Setting> known) => string.Join(", ", known.Select(setting => NameIn(kind, setting.Name) + (setting.IsFamily ? ".…" : "")));

    private static bool IsOf(ProviderKind kind, Setting setting, string name) => kind.Sections.Any(section => setting.Covers($"{section}__{name.Replace(".", "__", StringComparison.Ordinal)}"));

    private static string? SectionOf(ProviderKind kind, string name) => kind.Sections.FirstOrDefault(section => name.StartsWith(section + "__", StringComparison.OrdinalIgnoreCase));

    private static bool IsOffered(ProviderKind kind, string name) => SectionOf(kind, name) is { } section && !kind.AppOnly.Contains(name[(section.Length + 2)..]);

    private static string NameIn(ProviderKind kind, string name) => Camel(name[(SectionOf(kind, name)!.Length + 2)..]);

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name.Replace("__", ".", StringComparison.Ordinal));

    private static Regex Named(ProviderKind kind) => new($"({string.Join('|', kind.Sections.Select(Regex.Escape))})__(?<name>[A-Za-z0-9]+(__[A-Za-z0-9]+)*)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    [GeneratedRegex(@"settings(\.[A-Za-z0-9]+)+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FirstName();
}

/// <param name="Secrets">Names of the settings that are secret.</param>
internal sealed record OpenAccount(ProviderWays Ways, IReadOnlyList<string> Secrets);
