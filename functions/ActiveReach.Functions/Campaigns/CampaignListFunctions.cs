using ActiveReach.Campaigns.Records;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Functions.Workspaces;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Campaigns;

/// <summary>The list of campaigns, and the one surface on which everything that runs by itself is listed.</summary>
public sealed class CampaignListFunctions(CampaignRecords campaigns, OutletWords outlets, CallersWorkspace workspaces)
{
    private const string Newest = "-createdAt";
    private static readonly string[] Sorts = ["createdAt", "updatedAt", "startsAt", "name", "status", "recipients", "responseRate", "ctr", "revenue"];
    private static readonly string[] Surfaces = ["campaign", "journey", "ad_campaign", "audience_ops", "orchestration"];

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
            Statuses = [.. (request.One("status") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => Enum<CampaignStatus>("status", name)!.Value)],
            Type = Enum<CampaignType>("type", request.One("type")),
            Channel = Enum<Channel>("channel", request.One("channel")),
            Tag = request.One("tag"),
            Location = await outlets.ResolveAsync(request.Caller().Workspace, request.One("location"), request.HttpContext.RequestAborted),
            Text = request.One("q"),
            From = request.Time("from"),
            To = request.Time("to"),
        };
        return Answer(await campaigns.ListAsync(request.Caller().Workspace, query, request.HttpContext.RequestAborted), await ViewAsync(request));
    }

    [Function("ListAutomations")]
    [RequiresRole(Role.Viewer)]
    [Operation("Everything that runs by itself, by type (campaign, journey, ad_campaign, audience_ops, orchestration) and location.", Query = ["type", "location", "limit", "cursor", "sort"], Response = typeof(Page<AutomationDocument>))]
    public async Task<Answer> ListAutomationsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/automations")] HttpRequest request)
    {
        var page = request.ReadPageQuery(Newest, Sorts, "type", "location");
        var type = request.One("type");
        if (type is not null && !Surfaces.Contains(type))
            throw Unknown("type", type, string.Join(", ", Surfaces));
        if (type is not (null or "campaign"))
            return Answers.Ok(new Page<JsonObject>([], null, 0));
        var query = With(page) with { Location = await outlets.ResolveAsync(request.Caller().Workspace, request.One("location"), request.HttpContext.RequestAborted) };
        var view = await ViewAsync(request);
        return Answer(await campaigns.ListAsync(request.Caller().Workspace, query, request.HttpContext.RequestAborted), campaign => AsAutomation(view(campaign)));
    }

    private static CampaignQuery With(PageQuery page) => new() { Limit = page.Limit, Cursor = page.Cursor, Sort = page.SortText };

    private static Answer Answer(CampaignPage page, Func<Campaign, JsonObject> view)
    {
        return Answers.Ok(new Page<JsonObject>([.. page.Items.Select(Listed)], page.NextCursor, page.Total));

        JsonObject Listed(Campaign campaign)
        {
            var shown = view(campaign);
            if (page.Figures.TryGetValue(campaign.Id, out var figures))
                shown["figures"] = JsonSerializer.SerializeToNode(figures, Wire.Json);
            return shown;
        }
    }

    private async Task<Func<Campaign, JsonObject>> ViewAsync(HttpRequest request)
    {
        var (caller, workspace) = (request.Caller(), await workspaces.ReadAsync(request));
        return campaign => CampaignView.Of(campaign, caller, workspace);
    }

    private static JsonObject AsAutomation(JsonObject view)
    {
        view["campaignType"] = view["type"]?.DeepClone();
        view["type"] = "campaign";
        return view;
    }

    private static T? Enum<T>(string parameter, string? name)
        where T : struct, Enum
    {
        if (name is null)
            return null;
        return EnumNames.TryParse<T>(name, out var value) ? value : throw Unknown(parameter, name, EnumNames.All<T>());
    }

    private static InvalidInputException Unknown(string parameter, string value, string known) =>
        new(parameter, "unknown_value", $"{parameter} is '{(value.Length > 40 ? value[..40] : value)}': use one of {known}.");
}
