using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Functions.Embedded.Hosting;

/// <summary>Replaces <c>%Setting%</c> in attributes by the setting's value.</summary>
internal static partial class SettingReference
{
    public static string Resolve(string text, IConfiguration configuration, string where) =>
        Reference().Replace(text, match => configuration[match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal)]
            ?? throw new InvalidOperationException($"{where} refers to setting '{match.Groups["name"].Value}', which has no value. Set it, or write the value in the attribute."));

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
