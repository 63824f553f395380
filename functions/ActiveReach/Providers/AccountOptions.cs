using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ActiveReach.Problems;
using ActiveReach.Settings;

namespace ActiveReach.Providers;

/// <summary>What the operator allows workspaces to enter (settings <c>ActiveReach__ProviderAccounts__*</c>).</summary>
public sealed partial record AccountOptions
{
    /// <summary>Whether an account may lie at an address of this machine or of a private network, which a workspace could reach in no other way. Default false.</summary>
    public bool PrivateAddresses { get; init; }

    public static AccountOptions Read(SettingReader settings) => new() { PrivateAddresses = settings.Section("ActiveReach").Section("ProviderAccounts").Flag(nameof(PrivateAddresses), otherwise: false) };

    /// <summary>Whether an address is of this machine or of a private network.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            return true;
        return address.AddressFamily is AddressFamily.InterNetwork && address.GetAddressBytes() is var bytes && (bytes[0] is 10 or 0 || bytes is [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..] or [100, >= 64 and <= 127, ..]);
    }

    /// <exception cref="InvalidInputException">A setting names an address that no vendor has.</exception>
    internal void Check(IReadOnlyDictionary<string, string> values)
    {
        if (PrivateAddresses)
            return;
        foreach (var (name, value) in values)
        {
            if (HostsIn(name, value).FirstOrDefault(IsPrivate) is { } host)
                throw new InvalidInputException($"settings.{name}", "private_address", $"settings.{name} names '{host}', an address of this machine or of a private network: write the vendor's. Whoever runs the app can allow such addresses (ActiveReach__ProviderAccounts__PrivateAddresses).");
        }
    }

    private static IEnumerable<string> HostsIn(string name, string value) =>
        name.Equals("host", StringComparison.OrdinalIgnoreCase) ? [value.Trim()] : Address().Matches(value).Select(match => match.Groups["host"].Value);

    private static bool IsPrivate(string host) => IPAddress.TryParse(host.Trim('[', ']'), out var address)
        ? IsPrivate(address)
        : !host.Contains('.', StringComparison.Ordinal) || host.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"https?://([^/;@\s]*@)?(?<host>\[[^\]]*\]|[^/;:\s]+)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
