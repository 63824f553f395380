using ActiveReach.Functions.Http;
using ActiveReach.Inbox.Parked;
using ActiveReach.Inbox.Raw;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Operations;

/// <summary>Callbacks of vendors as they came, for whoever asks what was told and what became of it.</summary>
public sealed class WebhookFunctions(ListRawWebhooks webhooks)
{
    private const string Route = "api/workspaces/{ws}/operations/webhooks";

    [Function("ListWebhooks")]
    [RequiresRole(Role.Admin)]
    [Operation(
        "Callbacks that proved themselves and are kept as they came for a time, newest first: those to the workspace's accounts, those that speak of its messages and senders, and those that are nobody's. Bodies are at each one's own address. There is no total, and a page may have fewer than limit while there is a nextCursor.",
        Query = ["limit", "cursor", "provider", "account", "from", "until"], Response = typeof(WebhookPageView))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request)
    {
        request.RefuseUnknownQuery("limit", "cursor", "provider", "account", "from", "until");
        var page = request.ReadPageQuery("-receivedAt", ["receivedAt"], "provider", "account", "from", "until");
        var filter = new RawWebhookFilter(request.One("provider"), request.One("account"), request.Time("from"), request.Time("until"));
        var found = await webhooks.ListAsync(request.Caller().Workspace, filter, page.Limit, page.Cursor, request.HttpContext.RequestAborted);
        return Answers.Ok(new WebhookPageView([.. found.Items.Select(WebhookView.Of)], found.NextCursor));
    }

    [Function("GetWebhook")]
    [RequiresRole(Role.Admin)]
    [Operation("One of them, with what it said, unless that is withheld because it speaks of others too.", Response = typeof(WebhookBodyView))]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{id}")] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery();
        return Answers.Ok(WebhookBodyView.Of(await webhooks.FindAsync(request.Caller().Workspace, id, request.HttpContext.RequestAborted)));
    }
}

public sealed record WebhookPageView(IReadOnlyList<WebhookView> Items, string? NextCursor);

/// <param name="Account">The account of the workspace that it came to; missing where it came to the app's own.</param>
/// <param name="Headers">Some of its headers, never a signature or a secret.</param>
/// <param name="Length">Bytes of its body.</param>
/// <param name="Told">How many things it told.</param>
/// <param name="Taken">How many of them were taken: applied, or put into the inbox.</param>
/// <param name="Ignored">How many were not, as they are of a kind that means nothing here.</param>
/// <param name="Unsettled">Of what was taken, what waits or is parked now, with the reason.</param>
/// <param name="Nobodys">Whether nothing in it belongs to a workspace: admins of all see it.</param>
/// <param name="Withheld">Whether its body is kept from this workspace, as it speaks of others, or of nobody that is known.</param>
/// <param name="ErasedAt">When its body went with somebody whom it named.</param>
public sealed record WebhookView(
    string Id,
    string Provider,
    string? Account,
    DateTimeOffset ReceivedAt,
    IReadOnlyDictionary<string, string> Headers,
    int Length,
    int Told,
    int Taken,
    int Ignored,
    IReadOnlyList<UnsettledView> Unsettled,
    bool Nobodys,
    bool Withheld,
    DateTimeOffset? ErasedAt)
{
    public static WebhookView Of(ShownWebhook shown)
    {
        var webhook = shown.Webhook;
        return new WebhookView(
            shown.Id, webhook.Provider, webhook.Account, webhook.ReceivedAt, webhook.Headers, webhook.Length, webhook.Told, webhook.Told - shown.Ignored, shown.Ignored,
            [.. shown.Unsettled.Select(UnsettledView.Of)], shown.IsNobodys, shown.IsWithheld, webhook.ErasedAt);
    }
}

/// <param name="Id">As in engagement/parked.</param>
/// <param name="Reason">What it waits for, e.g. <c>unknown_sender</c>.</param>
/// <param name="NextTry">Missing when it is parked.</param>
/// <param name="Message">What that means and what to do.</param>
public sealed record UnsettledView(long Id, string? EventId, string Reason, DateTimeOffset? NextTry, string Message)
{
    public static UnsettledView Of(ParkedEvent parked) => new(parked.Id, parked.Event.EventId, parked.Reason, parked.NextTry, ParkedReason.Explain(parked.Reason, null, null));
}

/// <param name="Webhook">What the list shows of it.</param>
/// <param name="Tag">Our tag in the address that it came to.</param>
/// <param name="Body">What was signed, as text: of RCS the decoded message.data. Missing where it is none, withheld or erased; cut off behind 256 KiB.</param>
/// <param name="BodyBytes">The same in base64 where it is no text.</param>
public sealed record WebhookBodyView(WebhookView Webhook, string? Tag, string? Body, byte[]? BodyBytes)
{
    public static WebhookBodyView Of(ShownWebhook shown) => shown.IsWithheld
        ? new(WebhookView.Of(shown), null, null, null)
        : new(WebhookView.Of(shown), shown.Webhook.Tag, shown.Webhook.Text, shown.Webhook.Bytes);
}
