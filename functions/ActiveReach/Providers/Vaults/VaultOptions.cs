using System.Text.RegularExpressions;
using ActiveReach.Settings;
using ActiveReach.Workspaces;

namespace ActiveReach.Providers.Vaults;

/// <summary>Which secrets of which Key Vaults the accounts of a workspace may name (settings <c>ActiveReach__KeyVault__*</c>). The app's identity may read more than any workspace should, so that none may
/// name anything until it is said here.</summary>
public sealed partial record VaultOptions
{
    private const string Form = "workspace=vault/secret, with * at the end for all that begin so, separated by commas: demo=kv-agency/demo-*, north=kv-north/*";

    private IReadOnlyList<Grant> Grants { get; init; } = [];

    /// <summary>What the hosts of vaults end with in the cloud that the app runs in. Default <c>vault.azure.net</c>.</summary>
    public string Domain { get; init; } = "vault.azure.net";

    public static VaultOptions Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach").Section("KeyVault");
        var grants = section.TextOrNone("Allowed", Form, text => Parts(text).All(part => One().IsMatch(part))) is { } allowed ? Parts(allowed).Select(GrantOf).ToList() : [];
        foreach (var (wide, narrow) in grants.SelectMany(wide => grants.Where(narrow => wide.Swallows(narrow)).Select(narrow => (wide, narrow))))
        {
            section.Require(false, $"{section.NameOf("Allowed")} lets {wide.Workspace} name all that {narrow.Workspace} may ({wide.Vault}/{wide.Begin}* and {narrow.Vault}/{narrow.Begin}): give them names that begin otherwise, or the same entry where they share a secret.");
        }

        return new VaultOptions { Grants = grants, Domain = section.Word(nameof(Domain), "vault.azure.net", "vault.azure.net", "vault.azure.cn", "vault.usgovcloudapi.net") };
    }

    public bool Allows(WorkspaceId workspace, VaultReference reference) => Grants.Any(grant => grant.Workspace == workspace.Value && grant.Covers(reference.Vault, reference.Secret));

    private static string[] Parts(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Grant GrantOf(string text) => One().Match(text) is { Success: true } match
        ? new Grant(match.Groups["workspace"].Value, match.Groups["vault"].Value.ToLowerInvariant(), match.Groups["secret"].Value.ToLowerInvariant(), match.Groups["all"].Success)
        : new Grant("", "", "", false);

    [GeneratedRegex(@"^(?<workspace>[a-z0-9-]{2,40})=(?<vault>[A-Za-z0-9-]{3,24})/((?<secret>[A-Za-z0-9-]{0,126})(?<all>\*)|(?<secret>[A-Za-z0-9-]{1,127}))\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex One();

    /// <param name="IsAll">Whether all secrets are meant whose names begin so.</param>
    private sealed record Grant(string Workspace, string Vault, string Begin, bool IsAll)
    {
        public bool Covers(string vault, string secret) => vault == Vault && (IsAll ? secret.StartsWith(Begin, StringComparison.Ordinal) : secret == Begin);

        /// <summary>Whether it reaches into what another workspace was given by a longer name, which nobody means.</summary>
        public bool Swallows(Grant other) => other.Workspace != Workspace && IsAll && Covers(other.Vault, other.Begin) && (other.Begin != Begin || !other.IsAll);
    }
}
