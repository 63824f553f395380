using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Http;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Operations;

/// <summary>Campaigns that don't move: which orchestration stands, since when, and what to do.</summary>
public sealed class StuckFunctions(StuckOrchestrations stuck)
{
    private const string Route = "api/workspaces/{ws}/operations/stuck";

    [Function("ListStuck")]
    [RequiresRole(Role.Admin)]
    [Operation("Orchestrations that should have gone on and have not, longest first, each with what it failed of and what to do.", Response = typeof(Page<StuckView>))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        request.RefuseUnknownQuery();
        return All(await stuck.FindAsync(client, request.Caller().Workspace, request.HttpContext.RequestAborted));
    }

    [Function("RingStuck")]
    [RequiresRole(Role.Admin)]
    [Operation("Has all of them look again at once, as after a fault was mended; answers with those that it rang. It may be repeated.", Response = typeof(Page<StuckView>))]
    public async Task<Answer> RingAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        await request.RefuseBodyAsync();
        return All(await stuck.RingAsync(client, request.Caller().Workspace, request.HttpContext.RequestAborted));
    }

    private static Answer All(IReadOnlyList<StuckView> found) => Answers.Ok(new Page<StuckView>(found, null, found.Count));
}
