using System.Net;
using Microsoft.AspNetCore.Http;

namespace Functions.Embedded.Http.Management;

/// <summary>
/// Lets only programs of this machine through: no key protects these routes here. A page in a browser is refused by its Origin, what
/// came through a proxy by its forwarding headers, and a name that was made to point here by its Host.
/// </summary>
internal static class LocalCaller
{
    private static readonly string[] TellTales = ["Origin", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Original-Host"];

    public static bool IsTrusted(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller)
        && !TellTales.Any(http.Request.Headers.ContainsKey)
        && IsLoopback(http.Request.Host.Host);

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
