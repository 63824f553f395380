using System.Text.RegularExpressions;

namespace ActiveReach.Providers.Vaults;

/// <summary>A secret that lies in a Key Vault, named as in the settings of an app on Azure. Names in a vault don't tell capitals from small letters.
/// Source: learn.microsoft.com/azure/app-service/app-service-key-vault-references.</summary>
/// <param name="Vault">The vault's name, without the domain that all vaults of a cloud share.</param>
/// <param name="Version">Null for the newest.</param>
public sealed partial record VaultReference(string Vault, string Secret, string? Version)
{
    private const string Begin = "@Microsoft.KeyVault(";

    /// <summary>As people find it in the vault; it tells nothing of what the secret is.</summary>
    public override string ToString() => $"{Vault}/{Secret}{(Version is null ? "" : $"/{Version}")}";

    /// <summary>Whether a text is meant as a reference, well written or not.</summary>
    internal static bool IsMeant(string text) => text.AsSpan().TrimStart().StartsWith(Begin, StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where it can't be read, or names a host that isn't a vault of the cloud: whoever is asked for a secret is shown the app's identity.</summary>
    /// <param name="domain">What the hosts of vaults end with, e.g. <c>vault.azure.net</c>.</param>
    internal static VaultReference? Read(string text, string domain)
    {
        if (ByAddress().Match(text.Trim()) is { Success: true } address)
            return address.Groups["domain"].Value.Equals(domain, StringComparison.OrdinalIgnoreCase) ? Of(address) : null;
        return ByName().Match(text.Trim()) is { Success: true } name ? Of(name) : null;
    }

    private static VaultReference Of(Match match) => new(
        match.Groups["vault"].Value.ToLowerInvariant(), match.Groups["secret"].Value.ToLowerInvariant(), match.Groups["version"] is { Success: true } version ? version.Value.ToLowerInvariant() : null);

    [GeneratedRegex(@"^@Microsoft\.KeyVault\(SecretUri=https://(?<vault>[a-z0-9-]{3,24})\.(?<domain>[a-z0-9.-]+)/secrets/(?<secret>[a-z0-9-]{1,127})(/(?<version>[a-z0-9]{1,64}))?/?\)\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ByAddress();

    [GeneratedRegex(@"^@Microsoft\.KeyVault\(VaultName=(?<vault>[a-z0-9-]{3,24});SecretName=(?<secret>[a-z0-9-]{1,127})(;SecretVersion=(?<version>[a-z0-9]{1,64})?)?;?\)\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ByName();
}
