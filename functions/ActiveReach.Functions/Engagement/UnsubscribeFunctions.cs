using System.Text;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Engagement.Unsubscribing;
using ActiveReach.Functions.Http;
using ActiveReach.Inbox;
using ActiveReach.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>Unsubscribing (RFC 8058): GET shows a page, since scanners follow links; only POST acts, without a sign-in.</summary>
public sealed class UnsubscribeFunctions(ReadLinks links, AcceptEngagement accept, FindSubscription subscriptions, LinkHosts hosts, TimeProvider clock)
{
    private const string Route = "u/{token}";
    private const int LargestForm = 4 * 1024;

    [Function("UnsubscribePage")]
    [Public("The token is signed; the page changes nothing.")]
    [Operation("The page that says who writes, to which address, and has the buttons to leave the topic or the channel, or to come back.", Produces = ["text/html"])]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string token) =>
        await links.ReadAsync(LinkPurpose.Unsubscribe, token, request.HttpContext.RequestAborted) is { } read && await hosts.FollowAsync(request, read)
            ? UnsubscribePage.Asking(await subscriptions.FindAsync(read.Message, request.HttpContext.RequestAborted))
            : UnsubscribePage.NoSuchLink();

    [Function("Unsubscribe")]
    [Public("The token is signed, and was sent to the contact alone.")]
    [NotRepeatable("Unsubscribing twice changes nothing.")]
    [Operation("Unsubscribes the contact from the channel of the message, with only=topic from its topic; undo=channel and undo=topic take that back.", Request = typeof(UnsubscribeForm), RequestForm = "application/x-www-form-urlencoded", IsBodyOptional = true, Produces = ["text/html"])]
    public async Task<Answer> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string token)
    {
        if (await links.ReadAsync(LinkPurpose.Unsubscribe, token, request.HttpContext.RequestAborted) is not { } read || !await hosts.FollowAsync(request, read))
            return UnsubscribePage.NoSuchLink();
        var form = await FormAsync(request);
        var subscription = await subscriptions.FindAsync(read.Message, request.HttpContext.RequestAborted);
        HitKind? pressed = (form.GetValueOrDefault("undo"), form.GetValueOrDefault("only"), subscription?.Topic) switch
        {
            ("topic", _, not null) => HitKind.ResubscribeTopic,
            ("channel", _, _) => HitKind.Resubscribe,
            (null, "topic", not null) => HitKind.UnsubscribeTopic,
            (null, _, _) => HitKind.Unsubscribe,
            _ => null,
        };
        if (pressed is not { } kind)
            return UnsubscribePage.Asking(subscription);
        await accept.AcceptAsync(new Hit(kind, read.Message, clock.GetUtcNow()));
        return UnsubscribePage.Done(kind, subscription);
    }

    /// <summary>Mail programs may also send the form in parts (RFC 8058), which say nothing but that it is to be done.</summary>
    private static async Task<Dictionary<string, string>> FormAsync(HttpRequest request) =>
        QueryHelpers.ParseQuery(Encoding.UTF8.GetString((await request.ReadBytesAsync(LargestForm)).Span)).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
}

/// <param name="Only"><c>topic</c> keeps the other messages.</param>
/// <param name="Undo"><c>topic</c> or <c>channel</c>: takes that back.</param>
public sealed record UnsubscribeForm(string? Only = null, string? Undo = null);
