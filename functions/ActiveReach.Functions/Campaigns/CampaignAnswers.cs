using ActiveReach.Campaigns;
using ActiveReach.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Campaigns;

/// <summary>Answers that show a campaign, each with its ETag.</summary>
public sealed class CampaignAnswers(ShowCampaign show)
{
    internal async Task<Answer> OkAsync(HttpRequest request, Campaign campaign, int status = 200) =>
        Answers.Status(status, await show.RunAsync(request.Caller(), campaign, request.HttpContext.RequestAborted), CampaignView.Tag(campaign));

    internal async Task<Answer> CreatedAsync(HttpRequest request, Campaign campaign) => Answers.Created(
        $"/api/workspaces/{campaign.Workspace}/campaigns/{campaign.Id}",
        await show.RunAsync(request.Caller(), campaign, request.HttpContext.RequestAborted), CampaignView.Tag(campaign));
}
