using System.Globalization;
using System.Text.RegularExpressions;

namespace ActiveReach.Infra.Compiling;

/// <summary>What Azure would make of an expression: what it alone knows of a resource is made up, in its form.</summary>
internal static partial class WorkedOut
{
    /// <summary>By the last word of what is asked of a resource; {0} is its name.</summary>
    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["clientId"] = "1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        ["ConnectionString"] = "InstrumentationKey=1b4e28ba-2fa1-11d2-883f-0016d3cca427;IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/",
        ["table"] = "https://{0}.table.core.windows.net/",
        ["blob"] = "https://{0}.blob.core.windows.net/",
        ["documentEndpoint"] = "https://{0}.documents.azure.com:443/",
        ["defaultHostName"] = "{0}.azurewebsites.net",
        ["vaultUri"] = "https://{0}.vault.azure.net/",
        ["hostName"] = "{0}.europe.communication.azure.com",
        ["fromSenderDomain"] = "{0}.azurecomm.net",
    };

    /// <summary>A setting as the app reads it: the platform takes a reference to the vault for the secret that is there.</summary>
    public static string Setting(string text) =>
        Of(text) is var value && value.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal) ? "1b4e28ba-2fa1-11d2-883f-0016d3cca427" : value;

    private static string Of(string text) => text.StartsWith('[')
        ? Literal().Match(Format().Replace(Reference().Replace(text, Answer), Put)) is { Success: true } literal ? literal.Groups["text"].Value : throw new InvalidOperationException($"Nobody knows what Azure makes of {text}: add it here.")
        : text;

    private static string Answer(Match reference) =>
        $"'{string.Format(CultureInfo.InvariantCulture, Answers.GetValueOrDefault(reference.Groups["last"].Value) ?? throw new InvalidOperationException($"'{reference.Value}' is asked of Azure: add what it answers."), reference.Groups["name"].Value)}'";

    private static string Put(Match format) => $"'{string.Format(CultureInfo.InvariantCulture, format.Groups["form"].Value, format.Groups["one"].Value)}'";

    [GeneratedRegex(@"reference\('[^']*/(?<name>[^/']+)', '[\w-]+'\)(\.\w+)*\.(?<last>\w+)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"format\('(?<form>[^']*)', '(?<one>[^']*)'\)")]
    private static partial Regex Format();

    [GeneratedRegex(@"^\['(?<text>[^']*)'\]$")]
    private static partial Regex Literal();
}
