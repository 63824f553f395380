using ActiveReach.Campaigns.Tracking;
using ActiveReach.Engagement;
using ActiveReach.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Engagement;

/// <summary>Whether a link is followed under the name by which somebody came: on a tracking domain, links of those alone who sent on it.</summary>
public sealed class LinkHosts(DomainGate gate, ClickTargets targets)
{
    public async ValueTask<bool> FollowAsync(HttpRequest request, SentLink link) =>
        await gate.DomainOfAsync(request, request.HttpContext.RequestAborted) is not { } domain
        || (await targets.WorkspaceOfAsync(link.Message, request.HttpContext.RequestAborted) is { } workspace && domain.Carried(workspace));
}
