using System.Net;
using ActiveReach.Functions.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Http;

/// <summary>The well-known keys work only while nobody else can reach the app: bound to loopback, addressed as loopback, by a
/// loopback connection that nothing has forwarded.</summary>
public sealed class DemoKeyRule(AccessOptions options, HostFacts host)
{
    private static readonly string[] ForwardingHeaders = ["Forwarded", "Via", "CF-Connecting-IP", "True-Client-IP", "Fastly-Client-IP", "Client-IP"];

    /// <summary>Whole families: proxies name who asked (X-Forwarded-*, as the Functions host's own does), and the worker puts what it has taken over
    /// under X-Original-* (ASP.NET Core's ForwardedHeadersMiddleware; IIS's rewriting).</summary>
    private static readonly string[] ForwardingFamilies = ["X-Forwarded", "X-Original-", "X-Real-", "X-Client-", "X-Cluster-Client-", "X-Envoy-", "X-Azure-", "X-ARR-", "X-Amzn-"];

    public bool Allows(HttpContext http) =>
        host.HasDemoKeys
        && !options.UsesCloudStores
        && options.PublicUrl.IsLoopback
        && IsLocal(http)
        && IsBoundToLoopback(http);

    /// <summary>Addressed as loopback, by a loopback connection that nothing has forwarded.</summary>
    public static bool IsLocal(HttpContext http) =>
        IsLoopbackHost(http.Request.Host)
        && !http.Request.Headers.Keys.Any(IsForwarding)
        && http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote);

    private static bool IsForwarding(string header) =>
        ForwardingHeaders.Contains(header, StringComparer.OrdinalIgnoreCase)
        || Array.Exists(ForwardingFamilies, family => header.StartsWith(family, StringComparison.OrdinalIgnoreCase));

    private static bool IsBoundToLoopback(HttpContext http)
    {
        var addresses = http.RequestServices.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses;
        return addresses is { Count: > 0 } && addresses.All(address => Uri.TryCreate(address, UriKind.Absolute, out var bound) && bound.IsLoopback);
    }

    private static bool IsLoopbackHost(HostString host) =>
        string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
