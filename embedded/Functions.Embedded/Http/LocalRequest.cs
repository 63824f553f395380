using System.Net;
using Microsoft.AspNetCore.Http;

namespace Functions.Embedded.Http;

/// <summary>A request of a program on this machine: addressed as loopback, by a loopback connection that nothing has forwarded.</summary>
public static class LocalRequest
{
    private static readonly string[] ForwardingHeaders = ["Forwarded", "Via", "CF-Connecting-IP", "True-Client-IP", "Fastly-Client-IP", "Client-IP"];

    /// <summary>Whole families: proxies name who asked (X-Forwarded-*, as the Functions host's own does), and the worker puts what it has taken over
    /// under X-Original-* (ASP.NET Core's ForwardedHeadersMiddleware; IIS's rewriting).</summary>
    private static readonly string[] ForwardingFamilies = ["X-Forwarded", "X-Original-", "X-Real-", "X-Client-", "X-Cluster-Client-", "X-Envoy-", "X-Azure-", "X-ARR-", "X-Amzn-"];

    public static bool Is(HttpContext http) =>
        IsLoopback(http.Request.Host.Host)
        && !http.Request.Headers.Keys.Any(IsForwarding)
        && http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote);

    private static bool IsForwarding(string header) =>
        ForwardingHeaders.Contains(header, StringComparer.OrdinalIgnoreCase)
        || Array.Exists(ForwardingFamilies, family => header.StartsWith(family, StringComparison.OrdinalIgnoreCase));

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
