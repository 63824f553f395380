using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Campaigns;

/// <summary>The moves from draft to its end. Each answers with the campaign as it is then; a move that the state doesn't allow
/// is a 409 naming the state and the moves it allows; 202 is an answer before the ledger knows, which it does within a minute.</summary>
public sealed class CampaignMoveFunctions(
    SubmitCampaign submit, WithdrawCampaign withdraw, LaunchCampaign launch, ScheduleCampaign schedule, SteerCampaign steer, CampaignAnswers answers, Doorbells doorbells)
{
    private const string One = "api/workspaces/{ws}/campaigns/{id}/";

    [Function(nameof(SubmitCampaign))]
    [RequiresRole(Role.Viewer)]
    [Operation("Asks for approval where it is required, else schedules.", Response = typeof(CampaignDocument), Versioned = true)]
    public Task<Answer> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "submit")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        MovedAsync(request, client, () => submit.RunAsync(request.Caller(), new CampaignId(id), request.Condition(), request.HttpContext.RequestAborted));

    [Function(nameof(WithdrawCampaign))]
    [RequiresRole(Role.Viewer)]
    [Operation("Takes a submission back before it is decided on; it is a draft again. Only for whoever submitted it.", Response = typeof(CampaignDocument), Versioned = true)]
    public Task<Answer> WithdrawAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "withdraw")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        MovedAsync(request, client, () => withdraw.RunAsync(request.Caller(), new CampaignId(id), request.Condition(), request.HttpContext.RequestAborted));

    [Function(nameof(LaunchCampaign))]
    [RequiresRole(Role.Sender)]
    [Operation("Submits, and schedules in the same step when approval isn't required or the caller may give it.", Response = typeof(CampaignDocument), Versioned = true)]
    public Task<Answer> LaunchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "launch")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        MovedAsync(request, client, () => launch.RunAsync(request.Caller(), new CampaignId(id), request.Condition(), request.HttpContext.RequestAborted));

    [Function(nameof(ScheduleCampaign))]
    [RequiresRole(Role.Sender)]
    [Operation("Schedules a draft, with the schedule given or the one it has.", Request = typeof(ScheduleRequest), IsBodyOptional = true, Response = typeof(CampaignDocument), Versioned = true)]
    public async Task<Answer> ScheduleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "schedule")] HttpRequest request, [DurableClient] DurableTaskClient client, string id)
    {
        var given = await request.ReadOptionalJsonAsync<ScheduleRequest>();
        return await MovedAsync(request, client, schedule.RunAsync(
            request.Caller(), new CampaignId(id), given?.Schedule, request.Condition(), request.HttpContext.RequestAborted));
    }

    [Function("PauseCampaign")]
    [RequiresRole(Role.Sender)]
    [Operation("Stops new hand-overs within one batch.", Response = typeof(CampaignDocument), OtherStatus = 202, OtherResponse = typeof(CampaignDocument), Versioned = true)]
    public Task<Answer> PauseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "pause")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        SteeredAsync(request, client, new CampaignId(id), CampaignMove.Pause);

    [Function("ResumeCampaign")]
    [RequiresRole(Role.Sender)]
    [Operation("Goes on where the pause stopped.", Response = typeof(CampaignDocument), OtherStatus = 202, OtherResponse = typeof(CampaignDocument), Versioned = true)]
    public Task<Answer> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "resume")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        SteeredAsync(request, client, new CampaignId(id), CampaignMove.Resume);

    [Function("CancelCampaign")]
    [RequiresRole(Role.Sender)]
    [Operation("Ends the campaign: what has not been handed over never is.", Response = typeof(CampaignDocument), OtherStatus = 202, OtherResponse = typeof(CampaignDocument), Versioned = true)]
    public Task<Answer> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "cancel")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        SteeredAsync(request, client, new CampaignId(id), CampaignMove.Cancel);

    private async Task<Answer> MovedAsync(HttpRequest request, DurableTaskClient client, Func<Task<Campaign>> move)
    {
        await request.RefuseBodyAsync();
        return await MovedAsync(request, client, move());
    }

    private async Task<Answer> SteeredAsync(HttpRequest request, DurableTaskClient client, CampaignId id, CampaignMove move)
    {
        await request.RefuseBodyAsync();
        var steered = await steer.RunAsync(request.Caller(), id, move, request.Condition(), request.HttpContext.RequestAborted);
        await doorbells.DeliverAsync(client, steered.Value);
        return await answers.OkAsync(request, steered.Value, steered.IsDone ? 200 : 202);
    }

    private async Task<Answer> MovedAsync(HttpRequest request, DurableTaskClient client, Task<Campaign> move)
    {
        var campaign = await move;
        await doorbells.DeliverAsync(client, campaign);
        return await answers.OkAsync(request, campaign);
    }
}

/// <param name="Schedule">As in the definition; missing: the draft's own.</param>
public sealed record ScheduleRequest(JsonElement? Schedule = null);
