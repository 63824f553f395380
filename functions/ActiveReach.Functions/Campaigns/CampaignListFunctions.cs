using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Workspaces;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Campaigns;

/// <summary>The list of campaigns.</summary>
public sealed class CampaignListFunctions(CampaignRecords campaigns, OutletWords outlets, CallersWorkspace workspaces)
{
    private const string Newest = "-createdAt";
    internal static readonly string[] Sorts = ["createdAt", "updatedAt", "startsAt", "name", "status", "recipients", "responseRate", "ctr", "revenue"];

    [Function("ListCampaigns")]
    [RequiresRole(Role.Viewer)]
    [Operation(
        "Campaigns by status (several with commas), type, channel, tag, location, text (q) and date (from, to: of the start, else of the draft), each with its figures of about a minute ago (asOf). "
        + "Sorts: createdAt, updatedAt, startsAt, name, status, and the figures recipients, responseRate, ctr, revenue (what has none is below all that have); with a leading - for descending.",
        Query = ["status", "type", "channel", "tag", "location", "q", "from", "to", "limit", "cursor", "sort"], Response = typeof(Page<ListedCampaignDocument>))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/campaigns")] HttpRequest request)
    {
        var page = request.ReadPageQuery(Newest, Sorts, "status", "type", "channel", "tag", "location", "q", "from", "to");
        var query = With(page) with
        {
            Statuses = [.. request.Several("status").Select(name => ListRequest.Named<CampaignStatus>("status", name))],
            Type = request.OneOf<CampaignType>("type"),
            Channel = request.OneOf<Channel>("channel"),
            Tag = request.One("tag"),
            Location = await outlets.ResolveAsync(request.Caller().Workspace, request.One("location"), request.HttpContext.RequestAborted),
            Text = request.One("q"),
            From = request.Time("from"),
            To = request.Time("to"),
        };
        return Answer(await campaigns.ListAsync(request.Caller().Workspace, query, request.HttpContext.RequestAborted), await ViewAsync(request));
    }

    private static CampaignQuery With(PageQuery page) => new() { Limit = page.Limit, Cursor = page.Cursor, Sort = page.SortText };

    private static Answer Answer(CampaignPage page, Func<Campaign, JsonObject> view) =>
        Answers.Ok(new Page<JsonObject>([.. page.Items.Select(campaign => Listed(view(campaign), campaign, page))], page.NextCursor, page.Total));

    /// <summary>With its figures, where it has any.</summary>
    internal static JsonObject Listed(JsonObject shown, Campaign campaign, CampaignPage page)
    {
        if (page.Figures.TryGetValue(campaign.Id, out var figures))
            shown["figures"] = JsonSerializer.SerializeToNode(figures, Wire.Json);
        return shown;
    }

    private async Task<Func<Campaign, JsonObject>> ViewAsync(HttpRequest request)
    {
        var (caller, workspace) = (request.Caller(), await workspaces.ReadAsync(request));
        return campaign => CampaignView.Of(campaign, caller, workspace);
    }
}
