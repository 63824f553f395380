using ActiveReach.Engagement.Parked;
using ActiveReach.Functions.Http;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>Events that nothing could be made of, for a person to look at.</summary>
public sealed class ParkedFunctions(ListParked parked)
{
    [Function(nameof(ListParked))]
    [RequiresRole(Role.Admin)]
    [Operation("Receipts, clicks and replies that refer to nothing known even after a day, newest first.", Response = typeof(Page<ParkedView>), Query = ["limit", "cursor", "sort"])]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/engagement/parked")] HttpRequest request)
    {
        var query = request.ReadPageQuery("-receivedAt", ["receivedAt"]);
        var page = await parked.ListAsync(request.Caller().Workspace, query, request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<ParkedView>([.. page.Items.Select(ParkedView.Of)], page.NextCursor, page.Total));
    }
}

/// <param name="Source">Who told of it: <c>acs</c>, or <c>hit</c> for a click, an open or an unsubscription.</param>
/// <param name="EventId">The sender's id of the event.</param>
/// <param name="Reason">What it waited for, e.g. <c>unknown_message</c>.</param>
public sealed record ParkedView(long Id, string Source, string? EventId, string Reason, DateTimeOffset ReceivedAt)
{
    public static ParkedView Of(ParkedEvent parked) => new(parked.Id, parked.Event.Source, parked.Event.EventId, parked.Reason, parked.Event.ReceivedAt);
}
