using System.Globalization;
using System.Text.Json.Serialization;
using ActiveReach.Channels;
using ActiveReach.Functions.Http;
using ActiveReach.Inbox.Parked;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>Events that nothing could be made of, for a person to look at.</summary>
public sealed class ParkedFunctions(ListParked parked, RetryParked retry)
{
    private const string Route = "api/workspaces/{ws}/engagement/parked";

    [Function(nameof(ListParked))]
    [RequiresRole(Role.Admin)]
    [Operation("Receipts, clicks and texts that match nothing known, with the reason, from the first try on, newest first: those of the workspace, and those that are nobody's.", Response = typeof(Page<ParkedView>), Query = ["limit", "cursor", "sort"])]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request)
    {
        var query = request.ReadPageQuery("-receivedAt", ["receivedAt"]);
        var page = await parked.ListAsync(request.Caller().Workspace, query, request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<ParkedView>([.. page.Items.Select(ParkedView.Of)], page.NextCursor, page.Total));
    }

    [Function(nameof(RetryParked))]
    [RequiresRole(Role.Admin)]
    [Operation("Has one tried again at once, e.g. after its sender was added to the settings.", Response = typeof(ParkedView))]
    public async Task<Answer> RetryAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{id}/retry")] HttpRequest request, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Answers.Ok(ParkedView.Of(await retry.RunAsync(request.Caller(), number, request.HttpContext.RequestAborted)))
            : throw new NotFoundException("parked event", id);
}

/// <param name="Source">Who told of it: <c>acs</c>, or <c>hit</c> for a click, an open or an unsubscription.</param>
/// <param name="EventId">The sender's id of the event.</param>
/// <param name="Reason">What it waits for, e.g. <c>unknown_sender</c>.</param>
/// <param name="State">Whether it is tried again by itself.</param>
/// <param name="Attempts">How often it could not be applied.</param>
/// <param name="NextTry">Missing when it is parked.</param>
/// <param name="Channel">Missing when it doesn't say.</param>
/// <param name="Sender">Whose message it is about, or whom a text was sent to.</param>
/// <param name="Nobodys">Whether it belongs to no workspace: admins of all see it.</param>
/// <param name="Message">What that means and what to do.</param>
public sealed record ParkedView(
    long Id,
    string Source,
    string? EventId,
    string Reason,
    DateTimeOffset ReceivedAt,
    ParkedState State,
    int Attempts,
    DateTimeOffset? NextTry,
    Channel? Channel,
    string? Sender,
    bool Nobodys,
    string Message)
{
    public static ParkedView Of(ParkedSubject subject)
    {
        var (parked, received) = (subject.Parked, subject.Parked.Event);
        return new ParkedView(
            parked.Id, received.Source, received.EventId, parked.Reason, received.ReceivedAt, parked.NextTry is null ? ParkedState.Parked : ParkedState.Waiting, parked.Attempts, parked.NextTry,
            subject.Channel, subject.Sender, subject.IsNobodys, ParkedReason.Explain(parked.Reason, subject.Channel, subject.Sender));
    }
}

public enum ParkedState
{
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    [JsonStringEnumMemberName("parked")]
    Parked,
}
