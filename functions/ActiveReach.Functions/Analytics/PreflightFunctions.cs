using ActiveReach.Analytics.Preflight;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Analytics;

/// <summary>What a campaign would do, before it does it.</summary>
public sealed class PreflightFunctions(PreflightCampaign preflight)
{
    [Function("PreflightCampaign")]
    [RequiresRole(Role.Viewer)]
    [Operation("What the campaign would do if it were submitted as it is: how many are sent to from which hour on, who is not sent to and why, how long it takes at the limits of carriers, what it costs, what its test can see, and what stands in its way.", Response = typeof(CampaignPreflight))]
    public async Task<Answer> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/campaigns/{id}/preflight")] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery();
        return Answers.Ok(await preflight.RunAsync(request.Caller(), new CampaignId(id), request.HttpContext.RequestAborted));
    }
}
