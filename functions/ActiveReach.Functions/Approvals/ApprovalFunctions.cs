using ActiveReach.Approvals;
using ActiveReach.Campaigns;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Approvals;

/// <summary>Approval by people who are signed in; those who were sent a link use <see cref="ApprovalPageFunctions"/>.</summary>
public sealed class ApprovalFunctions(DecideApproval decide, ListApprovals list, CampaignAnswers answers, Doorbells doorbells)
{
    private const string One = "api/workspaces/{ws}/campaigns/{id}/";

    [Function("ApproveCampaign")]
    [RequiresRole(Role.Sender)]
    [Operation("Approves the submission that waits; it is scheduled then.", Request = typeof(DecisionRequest), IsBodyOptional = true, Response = typeof(CampaignDocument), Versioned = true)]
    public Task<Answer> ApproveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "approve")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        DecideAsync(request, client, id, approve: true);

    [Function("RejectCampaign")]
    [RequiresRole(Role.Sender)]
    [Operation("Rejects the submission that waits; it is a draft again, with the comment as the reason.", Request = typeof(DecisionRequest), IsBodyOptional = true, Response = typeof(CampaignDocument), Versioned = true)]
    public Task<Answer> RejectAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "reject")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        DecideAsync(request, client, id, approve: false);

    [Function(nameof(ListApprovals))]
    [RequiresRole(Role.Viewer)]
    [Operation("Who was asked for the current submission, with what outcome, the links for those who may see them, and what is decided on while it waits: audience, senders, hours, test, schedule, segments, and the messages as a contact gets them.", Response = typeof(ApprovalListing))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One + "approvals")] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery();
        return Answers.Ok(await list.RunAsync(request.Caller(), new CampaignId(id), request.HttpContext.RequestAborted));
    }

    private async Task<Answer> DecideAsync(HttpRequest request, DurableTaskClient client, string id, bool approve)
    {
        var sent = await request.ReadOptionalJsonAsync<DecisionRequest>();
        var campaign = await decide.RunAsync(
            request.Caller(), new CampaignId(id), new Decision(approve, sent?.Comment), request.Condition(), request.HttpContext.RequestAborted);
        await doorbells.DeliverAsync(client, campaign);
        return await answers.OkAsync(request, campaign);
    }
}

public sealed record DecisionRequest(string? Comment = null);
