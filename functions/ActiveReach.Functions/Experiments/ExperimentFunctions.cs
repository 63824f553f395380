using ActiveReach.Campaigns;
using ActiveReach.Experiments;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Experiments;

/// <summary>A held experiment is decided by a person.</summary>
public sealed class ExperimentFunctions(DecideExperiment decide, Doorbells doorbells)
{
    [Function(nameof(DecideExperiment))]
    [RequiresRole(Role.Sender)]
    [Operation("Chooses the variant that everybody outside the test gets, where the experiment was held.", Request = typeof(DecideRequest), Response = typeof(RunView))]
    public async Task<Answer> DecideAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/workspaces/{ws}/campaigns/{id}/experiment/decide")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id)
    {
        var sent = await request.ReadJsonAsync<DecideRequest>();
        var run = await decide.DecideAsync(request.Caller(), new CampaignId(id), sent.Variant, request.HttpContext.RequestAborted);
        await doorbells.DeliverRingsAsync(client, run.Workspace, run.Campaign);
        return Answers.Ok(RunView.Of(run, request.Caller()));
    }
}

/// <param name="Variant">Id of one of the campaign's variants.</param>
public sealed record DecideRequest(string Variant);
