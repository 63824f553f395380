using ActiveReach.Analytics;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Delivery;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Analytics;

/// <summary>Figures of a campaign.</summary>
public sealed class AnalyticsFunctions(CampaignWriter campaigns, ReadAnalytics analytics, FigureGroups groups)
{
    private static readonly Dictionary<string, FigureGrouping> Groupings = new(StringComparer.Ordinal)
    {
        ["channel"] = FigureGrouping.Channel,
        ["outlet"] = FigureGrouping.Outlet,
        ["variant"] = FigureGrouping.Variant,
        ["run"] = FigureGrouping.Run,
        ["stage"] = FigureGrouping.Stage,
        ["hour"] = FigureGrouping.Hour,
    };

    [Function("ReadAnalytics")]
    [RequiresRole(Role.Viewer)]
    [Operation("Figures of the campaign, of all its runs or of one, and of everybody or of the people of one outlet (location).", Response = typeof(CampaignAnalytics), Query = ["by", "run", "location"])]
    public async Task<Answer> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/campaigns/{id}/analytics")] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery("by", "run", "location");
        var by = (request.One("by") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct().Select(GroupingOf).ToList();
        RunId? run = request.One("run") is { } text ? new RunId(text) : null;
        var campaign = await campaigns.FindAsync(request.Caller(), new CampaignId(id), request.HttpContext.RequestAborted);
        var figures = await analytics.ReadAsync(campaign, by, run, request.One("location"), request.HttpContext.RequestAborted);
        return Answers.Ok(await groups.CompleteAsync(campaign, figures, request.HttpContext.RequestAborted));
    }

    private static FigureGrouping GroupingOf(string name) => Groupings.TryGetValue(name, out var grouping)
        ? grouping
        : throw new InvalidInputException("by", "unknown_grouping", $"by is '{(name.Length <= 40 ? name : name[..40] + "…")}': give {string.Join(", ", Groupings.Keys)}, several with commas.");
}
