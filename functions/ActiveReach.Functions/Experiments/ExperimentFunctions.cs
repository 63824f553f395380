using ActiveReach.Analytics;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Experiments;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Experiments;

/// <summary>How an experiment stands; a held one is decided by a person.</summary>
public sealed class ExperimentFunctions(CampaignWriter campaigns, ShowExperiment show, DecideExperiment decide, Doorbells doorbells)
{
    private const string Experiment = "api/workspaces/{ws}/campaigns/{id}/experiment";

    [Function(nameof(ShowExperiment))]
    [RequiresRole(Role.Viewer)]
    [Operation("How the experiment of the latest run stands, and where each outlet has a winner of its own (experiment.scope outlet), for each; location is an outlet's id, externalId or name, or none for people without one.",
        Query = ["location", "limit", "cursor", "sort"], Response = typeof(ExperimentReport))]
    public async Task<Answer> ShowAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Experiment)] HttpRequest request, string id)
    {
        var page = request.ReadPageQuery("outlet", ["outlet"], "location");
        var campaign = await campaigns.FindAsync(request.Caller(), new CampaignId(id), request.HttpContext.RequestAborted);
        return Answers.Ok(await show.ReadAsync(campaign, page, request.One("location"), request.HttpContext.RequestAborted));
    }

    [Function(nameof(DecideExperiment))]
    [RequiresRole(Role.Sender)]
    [Operation("Chooses the variant that everybody outside the test gets, where the experiment was held. Where each outlet has a winner of its own: in all outlets that are held, or in one (location).",
        Request = typeof(DecideRequest), Response = typeof(RunView))]
    public async Task<Answer> DecideAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Experiment + "/decide")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id)
    {
        var sent = await request.ReadJsonAsync<DecideRequest>();
        var run = await decide.DecideAsync(request.Caller(), new CampaignId(id), sent.Variant, sent.Location, request.HttpContext.RequestAborted);
        await doorbells.DeliverRingsAsync(client, run.Workspace, run.Campaign);
        return Answers.Ok(RunView.Of(run, request.Caller()));
    }
}

/// <param name="Variant">Id of one of the campaign's variants.</param>
/// <param name="Location">Id, externalId or name of the only outlet that is decided about, <c>none</c> for people without one; missing for all that are held.</param>
public sealed record DecideRequest(string Variant, string? Location = null);
