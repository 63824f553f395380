using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Drafts;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Campaigns;

/// <summary>What people say about a campaign.</summary>
public sealed class CommentFunctions(CommentOnCampaign comment)
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
}

public sealed record CommentRequest(string Text);
