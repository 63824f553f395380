using ActiveReach.Audiences.Timelines;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Audiences;

/// <summary>What happened to a contact and what it did.</summary>
public sealed class TimelineFunctions(IContactTimeline timeline)
{
    [Function("GetTimeline")]
    [RequiresRole(Role.Viewer)]
    [Operation(
        "Messages sent and skipped, what became of them, opens, clicks, replies, consents, events and orders of a contact, newest first. kind: sent, skipped, delivered, bounced, failed, opened, machine_opened, clicked, machine_clicked, replied, consent, event or order.",
        Query = ["kind", "limit", "cursor"], Response = typeof(Page<TimelineEntry>))]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ContactFunctions.One + "/timeline")] HttpRequest request, string id)
    {
        var query = request.ReadPageQuery("-at", ["at"], "kind");
        if (!query.Descending)
            throw new InvalidInputException("sort", "unknown_value", "A timeline is sorted by -at, newest first: leave sort out.");
        var kind = request.One("kind") is { } name
            ? EnumNames.TryParse<TimelineKind>(name, out var known)
                ? known
                : throw new InvalidInputException("kind", "unknown_value", $"kind is '{InputProblem.Shorten(name)}': use {EnumNames.All<TimelineKind>()}.")
            : (TimelineKind?)null;
        return ContactId.TryParse(id, out var contact)
            && await timeline.ReadAsync(request.Caller().Workspace, contact, kind, query.Cursor, query.Limit, request.HttpContext.RequestAborted) is { } page
            ? Answers.Ok(page)
            : throw new NotFoundException("contact", id);
    }
}
