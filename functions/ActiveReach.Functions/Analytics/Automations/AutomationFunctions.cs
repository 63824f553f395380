using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Audiences.Imports;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Sight;
using ActiveReach.Functions.Workspaces;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Analytics.Automations;

/// <summary>The one surface on which everything that runs by itself is listed: campaigns first, then the others.</summary>
public sealed class AutomationFunctions(CampaignRecords campaigns, OutletWords outlets, AutomationJobs jobs, CallersWorkspace workspaces)
{
    private const string Campaigns = "campaign";
    private const string Newest = "-createdAt";

    /// <summary>Each kind has its own words; some are the same.</summary>
    private static readonly string[] Statuses =
        [.. string.Join(", ", EnumNames.All<CampaignStatus>(), EnumNames.All<ImportState>(), EnumNames.All<FieldTypeState>(), EnumNames.All<OrchestrationState>()).Split(", ").Distinct()];

    [Function("ListAutomations")]
    [RequiresRole(Role.Viewer)]
    [Operation(
        "Everything that runs by itself, by type, status (several with commas) and location: campaigns (campaign); imports, the assignment to outlets and new types of fields (audience_ops); orchestrations under "
        + "way (orchestration); journey and ad_campaign are none yet. The sort is of the campaigns, which come first; the others are latest first.",
        Query = ["type", "status", "location", "limit", "cursor", "sort"], Response = typeof(Page<AutomationDocument>))]
    public async Task<Answer> ListAutomationsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/automations")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        var page = request.ReadPageQuery(Newest, CampaignListFunctions.Sorts, "type", "status", "location");
        var location = await outlets.ResolveAsync(request.Caller().Workspace, request.One("location"), request.HttpContext.RequestAborted);
        var type = request.OneOf<AutomationType>("type");
        var asked = StatusesOf(request);

        var others = await OthersAsync(request, client, type, asked, location);
        var place = PageCursor.Read(page.Cursor, 2) ?? [Campaigns, ""];
        var found = new List<JsonObject>();
        var (cursor, total) = ((string?)null, 0L);
        if (type is null or AutomationType.Campaign && OfCampaigns(asked) is { } statuses)
        {
            var isHere = place[0] == Campaigns;
            var query = new CampaignQuery
            {
                Limit = isHere ? page.Limit : 1,
                Cursor = isHere && place[1].Length > 0 ? place[1] : null,
                Sort = page.SortText,
                Location = location,
                Statuses = statuses,
            };
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

    private async Task<IReadOnlyList<Automation>> OthersAsync(HttpRequest request, DurableTaskClient client, AutomationType? type, string[] asked, string? location)
    {
        var (workspace, cancellation) = (request.Caller().Workspace, request.HttpContext.RequestAborted);
        IReadOnlyList<Automation> all =
        [
            .. type is null or AutomationType.AudienceOps && location is null ? await jobs.OfAudiencesAsync(workspace, cancellation) : [],
            .. type is null or AutomationType.Orchestration ? await jobs.OrchestrationsAsync(client, workspace, location, cancellation) : [],
        ];
        return asked.Length == 0 ? all : [.. all.Where(each => asked.Contains(each.Status))];
    }

    private async Task<IEnumerable<JsonObject>> ViewsAsync(HttpRequest request, CampaignPage page)
    {
        var (caller, workspace) = (request.Caller(), await workspaces.ReadAsync(request));
        return page.Items.Select(campaign =>
        {
            var view = CampaignListFunctions.Listed(CampaignView.Of(campaign, caller, workspace), campaign, page);
            foreach (var (name, value) in JsonSerializer.SerializeToNode(new AutomatedCampaign(AutomationType.Campaign, campaign.Definition.Type), Wire.Json)!.AsObject())
                view[name] = value?.DeepClone();
            return view;
        });
    }

    /// <summary>None where none was asked for; null where those asked for are of other things.</summary>
    private static List<CampaignStatus>? OfCampaigns(string[] asked)
    {
        var known = asked.Select(name => EnumNames.TryParse<CampaignStatus>(name, out var status) ? status : (CampaignStatus?)null).OfType<CampaignStatus>().ToList();
        return asked.Length > 0 && known.Count == 0 ? null : known;
    }

    private static string[] StatusesOf(HttpRequest request)
    {
        var asked = request.Several("status");
        return Array.Find(asked, name => !Statuses.Contains(name)) is { } unknown ? throw ListRequest.Unknown("status", unknown, string.Join(", ", Statuses)) : asked;
    }
}
