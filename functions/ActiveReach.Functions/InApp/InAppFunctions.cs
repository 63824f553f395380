using System.Globalization;
using ActiveReach.Channels;
using ActiveReach.Functions.Http;
using ActiveReach.InApp;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.InApp;

/// <summary>The inbox of a contact, for the app that shows it.</summary>
public sealed class InAppFunctions(OpenInbox inbox)
{
    private const string All = "api/inapp/{ws}/messages";
    private const string Why = "The contact's token is signed, and opens that contact's inbox alone.";
    private const int LongestWait = 25;

    [Function("ListInbox")]
    [Public(Why)]
    [Operation(
        "The messages in the inbox of the contact whose token is sent (Authorization: Bearer), pinned ones first, then the newest, without what was dismissed or is over. With wait (seconds, up to 25) it answers as soon as one is newer than latest of an answer before (since), or there is any.",
        Query = ["limit", "cursor", "wait", "since"], Response = typeof(InboxView))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, string ws)
    {
        var owner = await OwnerAsync(request, ws);
        var page = request.ReadPageQuery("-place", ["place"], "wait", "since");
        var wait = request.One("wait") is { } text ? Wait(text) : 0;
        DateTimeOffset? since = PageCursor.ReadNumber(request.One("since")) is { } number ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(number, 0, 253_402_300_799_999)) : null;
        return Answers.Ok(InboxView.Of(await inbox.ListAsync(owner, page, since, TimeSpan.FromSeconds(wait), request.HttpContext.RequestAborted)));
    }

    [Function("ReadInboxMessage")]
    [Public(Why)]
    [NotRepeatable("The first time counts.")]
    [Operation("Marks a message of the inbox as read, which counts as opened.", Response = typeof(InboxMessageView))]
    public async Task<Answer> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All + "/{id}/read")] HttpRequest request, string ws, string id) =>
        Answers.Ok(InboxMessageView.Of(await inbox.ReadAsync(await OwnerAsync(request, ws), id)));

    [Function("DismissInboxMessage")]
    [Public(Why)]
    [NotRepeatable("What is gone stays gone.")]
    [Operation("Takes a message out of the inbox.", Status = 204)]
    public async Task<Answer> DismissAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All + "/{id}/dismiss")] HttpRequest request, string ws, string id)
    {
        await inbox.DismissAsync(await OwnerAsync(request, ws), id, request.HttpContext.RequestAborted);
        return Answers.NoContent();
    }

    private async Task<InboxOwner> OwnerAsync(HttpRequest request, string ws)
    {
        var header = request.Headers.Authorization.ToString();
        var owner = WorkspaceId.TryParse(ws, out var workspace) && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? await inbox.OwnerAsync(workspace, header[7..].Trim(), request.HttpContext.RequestAborted)
            : null;
        return owner ?? throw new UnauthenticatedException("Send 'Authorization: Bearer ' and a token of the contact in this workspace that is not over: POST contacts/{id}/tokens makes one.");
    }

    private static int Wait(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestWait
        ? seconds
        : throw new InvalidInputException("wait", "out_of_range", $"wait is '{(text.Length <= 20 ? text : text[..20])}': give 0 to {LongestWait} seconds.");
}

/// <param name="Unread">How many were not read, whatever the page.</param>
/// <param name="Latest">For <c>since</c>; missing where there is none.</param>
public sealed record InboxView(IReadOnlyList<InboxMessageView> Items, string? NextCursor, long Total, long Unread, string? Latest)
{
    public static InboxView Of(InboxContents contents) => new(
        [.. contents.Messages.Items.Select(InboxMessageView.Of)], contents.Messages.NextCursor, contents.Messages.Total, contents.Unread,
        contents.Newest is { } newest ? PageCursor.Write(newest.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)) : null);
}

/// <param name="Link">Where a tap leads; it is counted.</param>
/// <param name="Media">Pictures that it shows.</param>
public sealed record InboxMessageView(string Id, string? Title, string Text, string? Link, IReadOnlyList<MessageMedia> Media, bool Pinned, DateTimeOffset SentAt, DateTimeOffset ExpiresAt, DateTimeOffset? ReadAt)
{
    public static InboxMessageView Of(InAppMessage message) =>
        new(message.Id, message.Title, message.Text, message.Link, message.Media, message.IsPinned, message.SentAt, message.ExpiresAt, message.ReadAt);
}
