using System.Text.RegularExpressions;
using ActiveReach.Problems;

namespace ActiveReach.Workspaces;

/// <summary>Under which name the links of messages are seen.</summary>
public sealed partial record LinkSettings : ISettingsSection
{
    private const int LongestHost = 253;

    /// <summary>Names that lead nowhere on the web (RFC 6761, 6762, 7686, 8375), or into a house.</summary>
    private static readonly string[] Private = [".local", ".localhost", ".internal", ".intranet", ".lan", ".home", ".corp", ".home.arpa", ".invalid", ".test", ".onion", ".arpa"];

    /// <summary>A host of the workspace's own that leads to this app over https, e.g. <c>links.shop.example</c>: links, pictures and ways out of messages are built on it.
    /// Default none: they are built on the app's own address.</summary>
    public string? TrackingDomain { get; init; }

    /// <summary>What the links of a workspace's messages begin with, without a slash at the end.</summary>
    /// <param name="publicUrl">The app's own address.</param>
    public static string BaseOf(Workspace workspace, string publicUrl) => workspace.TrackingDomain is { } host ? $"https://{host}" : publicUrl;

    public IEnumerable<InputProblem> Check()
    {
        if (TrackingDomain is not { } host)
            yield break;
        if (host.Length > LongestHost || !Host().IsMatch(host))
            yield return new("trackingDomain", "invalid_host", $"trackingDomain is '{InputProblem.Shorten(host)}': give the bare name of a host in small ASCII letters, without https://, port or path and no address, e.g. links.shop.example, or null for none.");
        else if (Private.Any(ending => host.EndsWith(ending, StringComparison.Ordinal)))
            yield return new("trackingDomain", "private_host", $"trackingDomain is '{host}', a name that leads nowhere from outside: give one that everybody can reach, e.g. links.shop.example.");
    }

    /// <summary>Two labels at least, as DNS has them (RFC 1123); the last has a letter, so that it is no address.</summary>
    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[0-9-]*[a-z])[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Host();
}
