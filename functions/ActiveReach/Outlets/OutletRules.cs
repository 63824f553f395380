using System.Text.RegularExpressions;
using ActiveReach.Channels;
using ActiveReach.Problems;
using ActiveReach.TimeZones;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets;

/// <summary>What outlets must be like.</summary>
public static partial class OutletRules
{
    /// <summary>Outlets of one workspace.</summary>
    public const int Most = 5_000;

    public const int LongestName = 100;
    public const int LongestAddress = 300;
    public const int MostValues = 50;
    public const int LongestValue = 1_000;

    /// <summary>What templates know of every outlet anyway.</summary>
    public static IReadOnlyList<string> OwnFields { get; } = ["id", "name", "phone", "address"];

    public static IReadOnlyList<InputProblem> Check(OutletDefinition outlet, Workspace workspace) =>
    [
        .. Word("name", outlet.Name),
        .. outlet.ExternalId is { } externalId ? Word("externalId", externalId) : [],
        .. Ruled("timeZone", outlet.TimeZone, ValueRules.Zone),
        .. Position(outlet),
        .. Ruled("country", outlet.Country, ValueRules.Country),
        .. Ruled("region", outlet.Region, ValueRules.Region),
        .. Ruled("address", outlet.Address, Address),
        .. Ruled("phone", outlet.Phone, (string text, out string? error) => ValueRules.Phone(text, HomeOf(outlet, workspace), out error)),
        .. outlet.Senders.SelectMany(sender => SenderForm.Check($"senders.{sender.Key.Name()}", sender.Key, sender.Value)),
        .. outlet.Values.Count > MostValues
            ? [new InputProblem("values", "too_many", $"values has {outlet.Values.Count} entries: keep it to {MostValues}.")]
            : outlet.Values.SelectMany(value => Value(value.Key, value.Value)),
        .. ValueRules.List(outlet.Tags, out var error) is null ? [new InputProblem("tags", "invalid_value", $"tags {error}")] : Array.Empty<InputProblem>(),
    ];

    /// <summary>Where a phone of the outlet without a country code is from.</summary>
    internal static string? HomeOf(OutletDefinition outlet, Workspace workspace) =>
        (outlet.Country is null ? null : ValueRules.Country(outlet.Country, out _)) ?? CountryZones.CountryOf(outlet.TimeZone) ?? workspace.HomeCountry;

    private delegate string? Rule(string text, out string? error);

    private static IEnumerable<InputProblem> Ruled(string field, string? text, Rule rule)
    {
        if (text is null)
            yield break;
        rule(text, out var error);
        if (error is not null)
            yield return new(field, "invalid_value", $"{field} '{Shown(text)}' {error}");
    }

    /// <summary>A text by which contacts, events and campaigns may name the outlet.</summary>
    private static IEnumerable<InputProblem> Word(string field, string text)
    {
        if (ValueRules.Text(text, LongestName, out var error) is not { } word)
            yield return new(field, "invalid_value", $"{field} '{Shown(text)}' {error}");
        else if (word.Length == 0)
            yield return new(field, "required", $"{field} is empty: give 1 to {LongestName} characters.");
        else if (word.StartsWith(OutletId.Prefix, StringComparison.OrdinalIgnoreCase))
            yield return new(field, "invalid_value", $"{field} '{Shown(text)}' looks like the id of an outlet: don't let it start with {OutletId.Prefix}.");
    }

    private static IEnumerable<InputProblem> Position(OutletDefinition outlet)
    {
        if (outlet.Lat is null != outlet.Lon is null)
            yield return new(outlet.Lat is null ? "lat" : "lon", "missing", "A position has two halves: give lat and lon, or neither.");
        foreach (var (field, degrees, limit) in new[] { ("lat", outlet.Lat, 90), ("lon", outlet.Lon, 180) })
        {
            if (degrees is { } value && ValueRules.Degrees(value, limit, out var error) is null)
                yield return new(field, "invalid_value", $"{field} {value} {error}");
        }
    }

    private static string? Address(string text, out string? error) => ValueRules.Text(text, LongestAddress, out error);

    private static IEnumerable<InputProblem> Value(string name, string value)
    {
        var path = $"values.{Shown(name)}";
        if (!ValuePattern().IsMatch(name))
            yield return new(path, "invalid_name", $"'{Shown(name)}' can't name a value: use 1 to 40 of a-z, 0-9 and _, starting with a letter.");
        else if (OwnFields.Contains(name, StringComparer.Ordinal))
            yield return new(path, "invalid_name", $"'{name}' is a field that every outlet has: choose another name.");
        ValueRules.Text(value, LongestValue, out var error);
        if (error is not null)
            yield return new(path, "invalid_value", $"{path} '{Shown(value)}' {error}");
    }

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,39}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ValuePattern();
}
