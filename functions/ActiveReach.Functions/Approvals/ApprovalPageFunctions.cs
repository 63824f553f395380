using ActiveReach.Approvals;
using ActiveReach.Campaigns;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Approvals;

/// <summary>The approval link. Mail scanners follow links and even run scripts, so looking at the page does nothing, nothing on
/// it submits by itself, and only its buttons decide. It works without scripts.</summary>
public sealed class ApprovalPageFunctions(ApprovalDesk desk, Doorbells doorbells)
{
    private const string Link = "api/approvals/{token}";
    private const int LargestForm = 32 * 1024;

    [Function("ShowApproval")]
    [Public("The token is signed and shows one submission to one approver.")]
    [Operation("The page on which an approver decides.", Query = ["contact"], Produces = ["text/html"])]
    public Task<Answer> ShowAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Link)] HttpRequest request, string token) =>
        AsPageAsync(request, async () => Answers.Page(200, ApprovalPage.Of(await desk.LookAsync(token, request.One("contact"), request.HttpContext.RequestAborted), request.One("contact"))));

    [Function("DecideApproval")]
    [Public("The token is signed, decides once, and acts with the approver's present role.")]
    [NotRepeatable("A link decides once.")]
    [Operation("Takes the approver's decision. A browser gets a page.", Request = typeof(ApprovalForm), RequestForm = "application/x-www-form-urlencoded", Response = typeof(ApprovalOutcome), Produces = ["text/html"])]
    public Task<Answer> DecideAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Link)] HttpRequest request, [DurableClient] DurableTaskClient client, string token) =>
        AsPageAsync(request, async () =>
        {
            var campaign = await desk.DecideAsync(token, await DecisionAsync(request), request.HttpContext.RequestAborted);
            await doorbells.DeliverAsync(client, campaign);
            return WantsPage(request)
                ? Answers.Page(200, ApprovalPage.Decided(campaign))
                : Answers.Ok(new ApprovalOutcome(campaign.Id.Value, campaign.Status, campaign.Approval));
        });

    private static async Task<Decision> DecisionAsync(HttpRequest request)
    {
        request.RequireType("application/x-www-form-urlencoded");
        var form = await request.ReadFormFieldsAsync(LargestForm);
        var decision = form.TryGetValue("decision", out var values) ? values.ToString() : "";
        if (decision is not ("approve" or "reject"))
            throw new InvalidInputException("decision", "unknown_value", $"decision is '{(decision.Length > 40 ? decision[..40] : decision)}': use one of approve, reject.");
        return new Decision(decision is "approve", form.TryGetValue("comment", out var comment) ? comment.ToString() : null);
    }

    /// <summary>People get a page for what went wrong, programs a problem document.</summary>
    private static async Task<Answer> AsPageAsync(HttpRequest request, Func<Task<Answer>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (WantsPage(request) && StatusOf(error) is { } status)
        {
            return Answers.Page(status, ApprovalPage.Refused(error.Message));
        }
    }

    private static int? StatusOf(Exception error) => error switch
    {
        NotFoundException => 404,
        ForbiddenException => 403,
        ConflictException conflict => conflict.Gone ? 410 : 409,
        InvalidInputException input => input.Status,
        _ => null,
    };

    private static bool WantsPage(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}

/// <param name="Decision"><c>approve</c> or <c>reject</c>.</param>
public sealed record ApprovalForm(string Decision, string? Comment = null);

public sealed record ApprovalOutcome(string Campaign, CampaignStatus Status, ApprovalState ApprovalState);
