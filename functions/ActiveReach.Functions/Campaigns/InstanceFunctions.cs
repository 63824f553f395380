using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Workspaces;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Campaigns;

/// <summary>When a campaign goes out.</summary>
public sealed class InstanceFunctions(CampaignWriter writer, CallersWorkspace workspaces, TimeProvider clock)
{
    private const int Most = 10;

    [Function("ListInstances")]
    [RequiresRole(Role.Viewer)]
    [Operation("The next ten times that it goes out; of a draft, those it would have if it were submitted now.", Response = typeof(Page<Instance>))]
    public async Task<Answer> ListInstancesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/campaigns/{id}/instances")] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery();
        var campaign = await writer.FindAsync(request.Caller(), new CampaignId(id), request.HttpContext.RequestAborted);
        var coming = Instances.Of(campaign, (await workspaces.ReadAsync(request)).TimeZone, clock.GetUtcNow()).Take(Most).ToList();
        return Answers.Ok(new Page<Instance>(coming, null, coming.Count));
    }
}
