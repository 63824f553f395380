using ActiveReach.Functions.Hosting;
using Functions.Embedded.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Http;

/// <summary>The well-known keys work only while nobody else can reach the app: bound to loopback, addressed as loopback, by a
/// loopback connection that nothing has forwarded.</summary>
public sealed class DemoKeyRule(AccessOptions options, HostFacts host)
{
    public bool Allows(HttpContext http) =>
        host.HasDemoKeys
        && !options.UsesCloudStores
        && options.PublicUrl.IsLoopback
        && LocalRequest.Is(http)
        && IsBoundToLoopback(http);

    private static bool IsBoundToLoopback(HttpContext http)
    {
        var addresses = http.RequestServices.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses;
        return addresses is { Count: > 0 } && addresses.All(address => Uri.TryCreate(address, UriKind.Absolute, out var bound) && bound.IsLoopback);
    }
}
