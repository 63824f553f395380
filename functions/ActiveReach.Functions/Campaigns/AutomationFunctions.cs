using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Workspaces;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Campaigns;

/// <summary>The one surface on which everything that runs by itself is listed: campaigns first, then the others.</summary>
public sealed class AutomationFunctions(CampaignRecords campaigns, OutletWords outlets, AutomationJobs jobs, CallersWorkspace workspaces)
{
    public const string AudienceOps = "audience_ops";
    public const string Orchestration = "orchestration";
    private const string Campaigns = "campaign";
    private const string Newest = "-createdAt";

    /// <summary>Journeys and ads have their places here, and are none until they can be made.</summary>
    private static readonly string[] Types = [Campaigns, "journey", "ad_campaign", AudienceOps, Orchestration];

    [Function("ListAutomations")]
    [RequiresRole(Role.Viewer)]
    [Operation(
        "Everything that runs by itself, by type and location: campaigns (campaign); imports, the assignment to outlets and new types of fields (audience_ops); orchestrations under way "
        + "(orchestration); journey and ad_campaign are none yet. The sort is of the campaigns, which come first; the others are latest first.",
        Query = ["type", "location", "limit", "cursor", "sort"], Response = typeof(Page<JsonElement>))]
    public async Task<Answer> ListAutomationsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/automations")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        var page = request.ReadPageQuery(Newest, CampaignListFunctions.Sorts, "type", "location");
        var (type, location) = (request.One("type"), await outlets.ResolveAsync(request.Caller().Workspace, request.One("location"), request.HttpContext.RequestAborted));
        if (type is not null && !Types.Contains(type))
            throw new InvalidInputException("type", "unknown_value", $"type is '{(type.Length > 40 ? type[..40] : type)}': use one of {string.Join(", ", Types)}.");

        var others = await OthersAsync(request, client, type, location);
        var place = PageCursor.Read(page.Cursor, 2) ?? [Campaigns, ""];
        var found = new List<JsonObject>();
        var (cursor, total) = ((string?)null, 0L);
        if (type is null or Campaigns)
        {
            var isHere = place[0] == Campaigns;
            var query = new CampaignQuery { Limit = isHere ? page.Limit : 1, Cursor = isHere && place[1].Length > 0 ? place[1] : null, Sort = page.SortText, Location = location };
            var listed = await campaigns.ListAsync(request.Caller().Workspace, query, request.HttpContext.RequestAborted);
            total = listed.Total;
            if (isHere)
            {
                found.AddRange(await ViewsAsync(request, listed));
                cursor = listed.NextCursor is { } next ? PageCursor.Write(Campaigns, next) : null;
            }
        }

        if (cursor is null)
        {
            var seen = place[0] == Campaigns ? 0 : (int)PageCursor.Number(page.Cursor, place[1]);
            var rest = others.Skip(seen).Take(page.Limit - found.Count).ToList();
            found.AddRange(rest.Select(job => JsonSerializer.SerializeToNode(job, Wire.Json)!.AsObject()));
            cursor = seen + rest.Count < others.Count ? PageCursor.Write("others", (seen + rest.Count).ToString(CultureInfo.InvariantCulture)) : null;
        }

        return Answers.Ok(new Page<JsonObject>(found, cursor, total + others.Count));
    }

    private async Task<IReadOnlyList<Automation>> OthersAsync(HttpRequest request, DurableTaskClient client, string? type, string? location)
    {
        var (workspace, cancellation) = (request.Caller().Workspace, request.HttpContext.RequestAborted);
        return
        [
            .. type is null or AudienceOps && location is null ? await jobs.OfAudiencesAsync(workspace, cancellation) : [],
            .. type is null or Orchestration ? await jobs.OrchestrationsAsync(client, workspace, location, cancellation) : [],
        ];
    }

    private async Task<IEnumerable<JsonObject>> ViewsAsync(HttpRequest request, CampaignPage page)
    {
        var (caller, workspace) = (request.Caller(), await workspaces.ReadAsync(request));
        return page.Items.Select(campaign =>
        {
            var view = CampaignListFunctions.Listed(CampaignView.Of(campaign, caller, workspace), campaign, page);
            view["campaignType"] = view["type"]?.DeepClone();
            view["type"] = Campaigns;
            return view;
        });
    }
}
