using System.Net;
using ActiveReach.Campaigns;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Engagement;
using ActiveReach.Functions.Approvals;
using ActiveReach.Functions.Http;
using ActiveReach.Links;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>Unsubscribing (RFC 8058): GET shows a page, since scanners follow links; only POST acts, without a sign-in.</summary>
public sealed class UnsubscribeFunctions(LinkTokens tokens, AcceptEngagement accept, IRunStore runs, IWorkspaceStore workspaces, TimeProvider clock)
{
    private const string Route = "u/{token}";
    private const int LargestForm = 4 * 1024;
    private const string Style = "body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem;color:#1d2330}button{font:inherit;font-weight:600;padding:.6rem 1.4rem}";

    [Function("UnsubscribePage")]
    [Public("The token is signed; the page changes nothing.")]
    [Operation("The page with the button.", Produces = ["text/html"])]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string token) =>
        tokens.TryRead(LinkPurpose.Unsubscribe, token, out var read)
            ? Page(200, "Unsubscribe", $"""<p>Stop getting these messages?</p>{await TopicFormAsync(read.Address)}<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>Unsubscribe</button></form>""")
            : NoSuchLink();

    [Function("Unsubscribe")]
    [Public("The token is signed, and was sent to the contact alone.")]
    [NotRepeatable("Unsubscribing twice changes nothing.")]
    [Operation("Unsubscribes the contact from the channel of the message, or with only=topic from its topic.", Request = typeof(UnsubscribeForm), RequestForm = "application/x-www-form-urlencoded", IsBodyOptional = true, Produces = ["text/html"])]
    public async Task<IResult> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string token)
    {
        if (!tokens.TryRead(LinkPurpose.Unsubscribe, token, out var read))
            return NoSuchLink();
        var isTopic = await IsForTopicAsync(request) && await TopicOfAsync(read.Address) is not null;
        await accept.AcceptAsync(new Hit(isTopic ? HitKind.UnsubscribeTopic : HitKind.Unsubscribe, read.Address, clock.GetUtcNow()));
        return Page(200, "Unsubscribed", "<p>You will get no further messages of this kind.</p>");
    }

    private static async Task<bool> IsForTopicAsync(HttpRequest request) =>
        (await request.ReadFormFieldsAsync(LargestForm)).TryGetValue("only", out var only) && only == "topic";

    private async Task<string> TopicFormAsync(LedgerAddress address) => await TopicOfAsync(address) is { } topic
        ? $"""<form method="post"><input type="hidden" name="only" value="topic"><button>No more about “{WebUtility.HtmlEncode(topic.Name)}”</button></form><p>Or stop all messages on this channel:</p>"""
        : "";

    /// <summary>What the message was about, as people read it; null for nothing in particular.</summary>
    private async Task<ConsentTopic?> TopicOfAsync(LedgerAddress address) =>
        await runs.FindAsync(address.Run) is { Definition.Topic: { } topic } run ? (await workspaces.FindAsync(run.Workspace))?.Topics.GetValueOrDefault(topic) : null;

    private static HtmlPage NoSuchLink() => Page(404, "No such link", "<p>This link is not complete. Use the one in your message.</p>");

    private static HtmlPage Page(int status, string title, string content) =>
        new(status, $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{Style}</style><h1>{title}</h1>{content}</html>");
}

/// <param name="Only"><c>topic</c> keeps the other messages.</param>
public sealed record UnsubscribeForm(string? Only = null);
