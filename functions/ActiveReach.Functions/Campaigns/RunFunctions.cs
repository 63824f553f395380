using ActiveReach.Analytics;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Records;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Campaigns;

/// <summary>The runs of a campaign, each with its own moves. A move that the run's state doesn't allow is a 409 naming the state and the moves it
/// allows; 202 is an answer before the ledger knows, which it does within a minute.</summary>
public sealed class RunFunctions(CampaignWriter writer, RunRecords runs, RunsAtOutlet atOutlet, SteerRun steer, Doorbells doorbells)
{
    private const string All = "api/workspaces/{ws}/campaigns/{id}/runs";
    private const string One = All + "/{run}/";

    [Function("ListRuns")]
    [RequiresRole(Role.Viewer)]
    [Operation("The executions of the campaign, oldest first; of all, or of those that had people of an outlet (location).", Query = ["location"], Response = typeof(Page<RunView>))]
    public async Task<Answer> ListRunsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery("location");
        var campaign = await writer.FindAsync(request.Caller(), new CampaignId(id), request.HttpContext.RequestAborted);
        var all = await runs.ListAsync(campaign.Workspace, campaign.Id, request.HttpContext.RequestAborted);
        var found = await atOutlet.AmongAsync(campaign.Workspace, all, request.One("location"), request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<RunView>([.. found.Select(run => RunView.Of(run, request.Caller()))], null, found.Count));
    }

    [Function("PauseRun")]
    [RequiresRole(Role.Sender)]
    [Operation("Stops new hand-overs of one run within one batch.", Response = typeof(RunView), OtherStatus = 202, OtherResponse = typeof(RunView))]
    public Task<Answer> PauseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "pause")] HttpRequest request, [DurableClient] DurableTaskClient client, string id, string run) =>
        MovedAsync(request, client, new CampaignId(id), new RunId(run), CampaignMove.Pause);

    [Function("ResumeRun")]
    [RequiresRole(Role.Sender)]
    [Operation("Goes on with one run where its pause stopped.", Response = typeof(RunView), OtherStatus = 202, OtherResponse = typeof(RunView))]
    public Task<Answer> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "resume")] HttpRequest request, [DurableClient] DurableTaskClient client, string id, string run) =>
        MovedAsync(request, client, new CampaignId(id), new RunId(run), CampaignMove.Resume);

    [Function("CancelRun")]
    [RequiresRole(Role.Sender)]
    [Operation("Ends one run: what has not been handed over never is.", Response = typeof(RunView), OtherStatus = 202, OtherResponse = typeof(RunView))]
    public Task<Answer> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "cancel")] HttpRequest request, [DurableClient] DurableTaskClient client, string id, string run) =>
        MovedAsync(request, client, new CampaignId(id), new RunId(run), CampaignMove.Cancel);

    private async Task<Answer> MovedAsync(HttpRequest request, DurableTaskClient client, CampaignId campaign, RunId id, CampaignMove move)
    {
        await request.RefuseBodyAsync();
        var moved = await steer.RunAsync(request.Caller(), campaign, id, move, request.HttpContext.RequestAborted);
        await doorbells.DeliverRingsAsync(client, request.Caller().Workspace, campaign);
        var view = RunView.Of(moved.Value, request.Caller());
        return Answers.Status(moved.IsDone ? 200 : 202, view);
    }
}
