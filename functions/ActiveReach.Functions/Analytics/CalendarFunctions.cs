using ActiveReach.Analytics.Calendars;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Workspaces;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Analytics;

/// <summary>What goes out when.</summary>
public sealed class CalendarFunctions(ReadCalendar calendar, OutletWords outlets, CallersWorkspace workspaces)
{
    [Function("GetCalendar")]
    [RequiresRole(Role.Viewer)]
    [Operation(
        "What was sent and what is to come, each instance of a recurring campaign by itself, by the days of the workspace's zone (from, to: both included; a month from today without). "
        + "Beside it the days without anything, those on which people would get more than a frequency cap allows by what is planned, and the campaigns that wait for people (standing: birthdays, events, calls).",
        Query = ["from", "to", "location"], Response = typeof(CampaignCalendar))]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/calendar")] HttpRequest request)
    {
        request.RefuseUnknownQuery("from", "to", "location");
        var workspace = await workspaces.ReadAsync(request);
        var (from, to) = (request.Day("from", workspace.TimeZone), request.Day("to", workspace.TimeZone));
        var location = await outlets.ResolveAsync(workspace.Id, request.One("location"), request.HttpContext.RequestAborted);
        return Answers.Ok(await calendar.RunAsync(workspace, from, to, location, request.HttpContext.RequestAborted));
    }
}
