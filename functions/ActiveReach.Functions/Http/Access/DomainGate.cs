using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>What is there on a workspace's tracking domain: what its messages lead to, and nothing else of the app.</summary>
public sealed class DomainGate(TrackingDomains domains, AccessOptions options)
{
    /// <summary>What the links of messages begin with, and where a domain is asked whether it leads here.</summary>
    private static readonly string[] Open = ["r/", "o/", "u/", "m/", ".well-known/activereach/"];

    /// <exception cref="NotFoundException">It is not there under this name.</exception>
    public async ValueTask AdmitAsync(HttpContext http, Route route, CancellationToken cancellation)
    {
        if (!Open.Any(beginning => route.Template.StartsWith(beginning, StringComparison.Ordinal)) && await DomainOfAsync(http.Request, cancellation) is not null)
            throw new NotFoundException("page", http.Request.Path);
    }

    /// <summary>Whether links of the workspace are followed under the name by which the request came: everywhere but on domains that others alone have sent on.</summary>
    public async ValueTask<bool> LetsFollowAsync(HttpRequest request, WorkspaceId workspace, CancellationToken cancellation) =>
        await DomainOfAsync(request, cancellation) is not { } domain || domain.Carried(workspace);

    /// <summary>The tracking domain by which the request came; null where it came by none.</summary>
    public ValueTask<TrackingDomain?> DomainOfAsync(HttpRequest request, CancellationToken cancellation) =>
        request.Host.Host is var host && host.Equals(options.PublicUrl.Host, StringComparison.OrdinalIgnoreCase) ? default : domains.FindAsync(host.ToLowerInvariant(), cancellation);
}
