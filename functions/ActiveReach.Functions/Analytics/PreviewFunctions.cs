using ActiveReach.Analytics;
using ActiveReach.Approvals;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Previews;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Analytics;

/// <summary>A message as one contact would get it.</summary>
public sealed class PreviewFunctions(PreviewMessage preview, LookAtMessages look)
{
    [Function("PreviewMessage")]
    [RequiresRole(Role.Viewer)]
    [Operation("The message as this contact would get it; its links lead nowhere.", Response = typeof(MessagePreview), Query = ["contact", "variant", "channel"])]
    public async Task<Answer> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/campaigns/{id}/preview")] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery("contact", "variant", "channel");
        return Answers.Ok(await preview.RunAsync(
            request.Caller(), new CampaignId(id), request.One("contact"), request.One("variant"), request.One("channel"), request.HttpContext.RequestAborted));
    }

    [Function("ShowPreview")]
    [RequiresRole(Role.Viewer)]
    [Operation("The messages as they look on a phone, each variant on each channel: for this contact, or for the first who would be sent it.", Query = ["contact", "variant", "channel"], Produces = ["text/html"])]
    public async Task<Answer> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/campaigns/{id}/preview/page")] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery("contact", "variant", "channel");
        return Answers.Page(200, PreviewPage.Of(await look.RunAsync(
            request.Caller(), new CampaignId(id), request.One("contact"), request.One("variant"), request.One("channel"), request.HttpContext.RequestAborted)));
    }
}
