using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Drafts;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Records;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Campaigns;

/// <summary>What hangs on a campaign: comments and runs.</summary>
public sealed class CampaignDetailFunctions(CampaignWriter writer, CommentOnCampaign comment, RunRecords runs)
{
    private const string Comments = "api/workspaces/{ws}/campaigns/{id}/comments";

    [Function(nameof(CommentOnCampaign))]
    [RequiresRole(Role.Viewer)]
    [Operation("Adds a remark for those who work on the campaign.", Request = typeof(CommentRequest), Response = typeof(Comment), Status = 201)]
    public async Task<Answer> CommentAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Comments)] HttpRequest request, string id)
    {
        var sent = await request.ReadJsonAsync<CommentRequest>();
        var added = await comment.RunAsync(request.Caller(), new CampaignId(id), sent.Text, request.HttpContext.RequestAborted);
        return Answers.Created($"/api/workspaces/{request.Caller().Workspace}/campaigns/{Uri.EscapeDataString(id)}/comments", added);
    }

    [Function("ListComments")]
    [RequiresRole(Role.Viewer)]
    [Operation("The remarks, oldest first.", Response = typeof(Page<Comment>), Query = ["limit", "cursor", "sort"])]
    public async Task<Answer> ListCommentsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Comments)] HttpRequest request, string id)
    {
        var query = request.ReadPageQuery("at", ["at"]);
        return Answers.Ok(await comment.ListAsync(request.Caller(), new CampaignId(id), query, request.HttpContext.RequestAborted));
    }

    [Function("ListRuns")]
    [RequiresRole(Role.Viewer)]
    [Operation("The executions of the campaign, oldest first.", Response = typeof(Page<RunView>))]
    public async Task<Answer> ListRunsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/campaigns/{id}/runs")] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery();
        var campaign = await writer.FindAsync(request.Caller(), new CampaignId(id), request.HttpContext.RequestAborted);
        var found = await runs.ListAsync(campaign.Workspace, campaign.Id, request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<RunView>([.. found.Select(RunView.Of)], null, found.Count));
    }
}

public sealed record CommentRequest(string Text);

/// <summary>A run as the API shows it.</summary>
public sealed record RunView
{
    public required string Id { get; init; }

    public required RunStatus Status { get; init; }

    public required int Stage { get; init; }

    public string? Winner { get; init; }

    public Verdict? Verdict { get; init; }

    public string? FailureReason { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public DateTimeOffset? WindowClosesAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Since when its figures are final.</summary>
    public DateTimeOffset? FinalAt { get; init; }

    public static RunView Of(Run run) => new()
    {
        Id = run.Id.Value,
        Status = run.Status,
        Stage = run.Stage,
        Winner = run.Winner,
        Verdict = run.Verdict,
        FailureReason = run.FailureReason,
        StartedAt = run.StartedAt,
        SettledAt = run.SettledAt,
        WindowClosesAt = run.WindowClosesAt,
        CompletedAt = run.CompletedAt,
        FinalAt = run.FinalAt,
    };
}
