using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Events;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Events;

/// <summary>What people did elsewhere: shops, tills and sites tell it here.</summary>
public sealed class EventFunctions(AcceptEvents accept, IEventStore events, Doorbells doorbells)
{
    private const string Route = "api/workspaces/{ws}/events";

    [Function(nameof(AcceptEvents))]
    [RequiresRole(Role.Sender)]
    [Operation(
        "Takes one event or an array of up to 1,000 ({id, type, contact: {id or externalId or phone or email}, time, location, data}), all or none. An id that was sent before changes nothing.",
        Request = typeof(EventInput), MayBeList = true, Response = typeof(EventsTaken), Status = 202)]
    public async Task<Answer> AcceptAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        var body = await request.ReadJsonAsync(AcceptEvents.LargestBody);
        var taken = await accept.RunAsync(request.Caller().Workspace, body, request.HttpContext.RequestAborted);
        await doorbells.RingAsync(client, taken.Rings, Doorbell.Start);
        return Answers.Status(202, taken);
    }

    [Function("ListEvents")]
    [RequiresRole(Role.Viewer)]
    [Operation("Events by time, of a type, a contact, or from (inclusive) to (exclusive).", Query = ["type", "contact", "from", "to", "limit", "cursor", "sort"], Response = typeof(Page<EventView>))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request)
    {
        var query = request.ReadPageQuery("-time", ["time"], "type", "contact", "from", "to");
        var filter = new EventFilter(request.One("type"), Contact(request.One("contact")), request.Time("from"), request.Time("to"));
        var page = await events.ListAsync(request.Caller().Workspace, filter, query, request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<EventView>([.. page.Items.Select(EventView.Of)], page.NextCursor, page.Total));
    }

    internal static ContactId? Contact(string? text)
    {
        if (text is null)
            return null;
        return ContactId.TryParse(text, out var id)
            ? id
            : throw new InvalidInputException("contact", "invalid_value", $"contact is '{(text.Length > 40 ? text[..40] : text)}': give the id of a contact, e.g. ctc_4294967297.");
    }
}

/// <param name="Location">An outlet: id, externalId or name.</param>
/// <param name="Data">Anything that conditions and content may name.</param>
public sealed record EventInput(string Id, string Type, EventContact Contact, DateTimeOffset? Time = null, string? Location = null, JsonElement? Data = null);

/// <summary>Exactly one of them.</summary>
public sealed record EventContact(string? Id = null, string? ExternalId = null, string? Phone = null, string? Email = null);

/// <param name="Contact">Missing while nobody known has the identity that the event named.</param>
/// <param name="Location">Id of an outlet, or the text that was sent.</param>
public sealed record EventView(string Id, string Type, string? Contact, DateTimeOffset Time, string? Location, JsonElement? Data, DateTimeOffset ReceivedAt)
{
    public static EventView Of(ContactEvent each) => new(
        each.Id, each.Type, each.Contact?.ToString(), each.At, each.Outlet, each.Content is { } content ? JsonElement.Parse(content) : null, each.ReceivedAt);
}
