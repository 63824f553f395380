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
    private static readonly string[] ForwardingHeaders =
        ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Original-URL", "X-Original-Host", "CF-Connecting-IP", "True-Client-IP"];

    public bool Allows(HttpContext http) =>
        host.HasDemoKeys
        && !options.UsesCloudStores
        && options.PublicUrl.IsLoopback
        && IsLocal(http)
        && IsBoundToLoopback(http);

    /// <summary>Addressed as loopback, by a loopback connection that nothing has forwarded.</summary>
    public static bool IsLocal(HttpContext http) =>
        IsLoopbackHost(http.Request.Host)
        && !ForwardingHeaders.Any(http.Request.Headers.ContainsKey)
        && http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote);

    private static bool IsBoundToLoopback(HttpContext http)
    {
        var addresses = http.RequestServices.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses;
        return addresses is { Count: > 0 } && addresses.All(address => Uri.TryCreate(address, UriKind.Absolute, out var bound) && bound.IsLoopback);
    }

    private static bool IsLoopbackHost(HostString host) =>
        string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
