using Microsoft.AspNetCore.Http;

namespace Functions.Embedded.Http.Management;

/// <summary>
/// Lets only programs of this machine through: no key protects these routes here. A page in a browser is refused by its Origin, what
/// came through a proxy by its forwarding headers, and a name that was made to point here by its Host.
/// </summary>
internal static class LocalCaller
{
    public static bool IsTrusted(HttpContext http) => LocalRequest.Is(http) && !http.Request.Headers.ContainsKey("Origin");
}
