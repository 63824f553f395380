using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Drafts;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Campaigns;

/// <summary>One campaign as a document: made, read, edited, deleted, copied.</summary>
public sealed class CampaignFunctions(
    CampaignWriter writer, CreateCampaign create, EditCampaign edit, DeleteCampaign delete, DuplicateCampaign duplicate,
    CampaignAnswers answers, Doorbells doorbells)
{
    private const string One = "api/workspaces/{ws}/campaigns/{id}";

    [Function(nameof(CreateCampaign))]
    [RequiresRole(Role.Viewer)]
    [Operation("Saves a new draft; it may be incomplete.", Request = typeof(CampaignDefinition), Response = typeof(CampaignDocument), Status = 201)]
    public async Task<Answer> CreateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/workspaces/{ws}/campaigns")] HttpRequest request)
    {
        var json = await request.ReadJsonAsync();
        return await answers.CreatedAsync(request, await create.RunAsync(request.Caller(), json, request.HttpContext.RequestAborted));
    }

    [Function("GetCampaign")]
    [RequiresRole(Role.Viewer)]
    [Operation("The campaign: its definition and where it stands.", Response = typeof(CampaignDocument))]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, string id)
    {
        var campaign = await writer.FindAsync(request.Caller(), new CampaignId(id), request.HttpContext.RequestAborted);
        // Where it stands changes without a new version, so the version alone never answers "not modified".
        return await answers.OkAsync(request, campaign);
    }

    [Function(nameof(EditCampaign))]
    [RequiresRole(Role.Viewer)]
    [Operation("Edits by JSON merge patch, with If-Match (required once it is scheduled). A change of what was approved asks for approval again.", Request = typeof(CampaignDefinition), Response = typeof(CampaignDocument), Versioned = true)]
    public async Task<Answer> EditAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = One)] HttpRequest request, [DurableClient] DurableTaskClient client, string id)
    {
        var patch = await request.ReadMergePatchAsync();
        var campaign = await edit.RunAsync(request.Caller(), new CampaignId(id), patch, request.Condition(patch.Json), request.HttpContext.RequestAborted);
        await doorbells.DeliverAsync(client, campaign);
        return await answers.OkAsync(request, campaign);
    }

    [Function(nameof(DeleteCampaign))]
    [RequiresRole(Role.Viewer)]
    [Operation("Deletes a draft or a cancelled campaign.", Status = 204, Versioned = true)]
    public async Task<Answer> DeleteAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, string id)
    {
        await delete.RunAsync(request.Caller(), new CampaignId(id), request.Condition(), request.HttpContext.RequestAborted);
        return Answers.NoContent();
    }

    [Function(nameof(DuplicateCampaign))]
    [RequiresRole(Role.Viewer)]
    [Operation("Makes a new draft of the same definition.", Response = typeof(CampaignDocument), Status = 201)]
    public async Task<Answer> DuplicateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/duplicate")] HttpRequest request, string id)
    {
        await request.RefuseBodyAsync();
        return await answers.CreatedAsync(request, await duplicate.RunAsync(request.Caller(), new CampaignId(id), request.HttpContext.RequestAborted));
    }
}
