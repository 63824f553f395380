using ActiveReach.Channels;
using ActiveReach.Engagement.Unsubscribing;
using ActiveReach.Functions.Http;
using ActiveReach.Inbox;

namespace ActiveReach.Functions.Engagement;

/// <summary>The page of a message's way out: who writes, to which address, what is left and what is kept, and the way back. It works
/// on a phone and without scripts.</summary>
internal static class UnsubscribePage
{
    private const string Style = """
        *{box-sizing:border-box}body{font:1.0625rem/1.5 system-ui,sans-serif;margin:0;padding:1.25rem;color:#1d2330;background:#f3f4f7}
        main{max-width:32rem;margin:4vh auto;background:#fff;border:1px solid #d5d9e2;border-radius:12px;padding:1.5rem}
        h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}p{margin:.5rem 0;overflow-wrap:anywhere}.who{font-weight:600;color:#4a5265;margin-top:0}
        form{margin:1.25rem 0 0}button{display:block;width:100%;min-height:3.25rem;font:inherit;font-weight:600;padding:.75rem 1rem;border:2px solid #1d4ed8;border-radius:8px;cursor:pointer;background:#1d4ed8;color:#fff}
        strong{display:inline-block;max-width:100%}button{text-wrap:balance}button.quiet{background:#fff;color:#1d4ed8}button:focus-visible{outline:3px solid #f59e0b;outline-offset:2px}.note{color:#4a5265;font-size:.95rem}
        """;

    private const string Leave = """<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>""";

    public static Answer Asking(Subscription? subscription)
    {
        if (subscription is null)
            return Page(200, "Unsubscribe", null, $"<h1>Unsubscribe</h1><p>Stop getting these messages?</p>{Leave}Unsubscribe</button></form>");
        var (kind, from) = (subscription.Channel.ToReceivers(), HtmlPage.Encode(subscription.Writer));
        if (subscription.IsOut)
            return Page(200, "You are unsubscribed", subscription, $"<h1>You are unsubscribed</h1><p>{from} sends {To(subscription)} no more {kind}.</p>{Back("channel", $"Get {kind} again", subscription)}");
        var topic = subscription.Topic is null ? "" : subscription.IsOutOfTopic
            ? $"<p>You get no more about <strong>{HtmlPage.Encode(subscription.Topic)}</strong>.</p>{Back("topic", $"Get “{subscription.Topic}” again", subscription)}"
            : $"""<form method="post"><input type="hidden" name="only" value="topic"><button>No more about “{HtmlPage.Encode(subscription.Topic)}”</button></form><p class="note">You keep all other {kind} from {from}.</p>""";
        return Page(200, "Unsubscribe", subscription, $"""
            <h1>Unsubscribe</h1><p>{from} sends {kind} to {To(subscription)}.</p>{topic}
            {(topic.Length == 0 ? Leave : Leave.Replace("<button>", "<button class=\"quiet\">", StringComparison.Ordinal))}Unsubscribe from all {kind}</button></form>
            <p class="note">You leave all {kind} from {from}. What you get in other ways stays as it is.</p>
            """);
    }

    public static Answer Done(HitKind kind, Subscription? subscription)
    {
        if (subscription is null)
            return Page(200, "Done", null, kind is HitKind.Unsubscribe or HitKind.UnsubscribeTopic ? "<h1>Unsubscribed</h1><p>You will get no further messages of this kind.</p>" : "<h1>Welcome back</h1><p>You will get these messages again.</p>");
        var (messages, from, to) = (subscription.Channel.ToReceivers(), HtmlPage.Encode(subscription.Writer), To(subscription));
        var topic = HtmlPage.Encode(subscription.Topic);
        var said = kind switch
        {
            HitKind.UnsubscribeTopic => $"""
                <h1>You are unsubscribed</h1><p>You left: {messages} about <strong>{topic}</strong> from {from} to {to}.</p><p>You keep: all other {messages} from {from}.</p>
                {Back("topic", "Undo", subscription)}{Leave.Replace("<button>", "<button class=\"quiet\">", StringComparison.Ordinal)}Unsubscribe from all {messages}</button></form>
                """,
            HitKind.Resubscribe => $"<h1>Welcome back</h1><p>{from} sends {messages} to {to} again.</p>{Leave}Unsubscribe from all {messages}</button></form>",
            HitKind.ResubscribeTopic => $"<h1>Welcome back</h1><p>{from} sends {messages} about <strong>{topic}</strong> to {to} again.</p>{Leave}Unsubscribe from all {messages}</button></form>",
            _ => $"""
                <h1>You are unsubscribed</h1><p>You left: all {messages} from {from} to {to}.</p><p>You keep: what you get from {from} in other ways, if you do.</p>
                {Back("channel", "Undo", subscription)}
                """,
        };
        return Page(200, "Done", subscription, said);
    }

    public static Answer NoSuchLink() => Page(404, "No such link", null, "<h1>No such link</h1><p>This link is not complete. Use the one in your message.</p>");

    private static string Back(string what, string label, Subscription subscription) =>
        $"""<form method="post"><input type="hidden" name="undo" value="{what}"><button class="quiet">{HtmlPage.Encode(label)}</button></form><p class="note">Pressed by mistake? This says yes to {HtmlPage.Encode(subscription.Writer)} again.</p>""";

    private static string To(Subscription subscription) => subscription.Address is { } address ? $"<strong>{HtmlPage.Encode(address)}</strong>" : "you";

    private static Answer Page(int status, string title, Subscription? subscription, string content)
    {
        var test = subscription is { IsTest: true } ? "<p class=\"note\">This message was a test: nothing changes for anybody.</p>" : "";
        var who = subscription is null ? "" : $"<p class=\"who\">{HtmlPage.Encode(subscription.Writer)}</p>";
        return Answers.Page(status, $"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}{(subscription is null ? "" : $" – {HtmlPage.Encode(subscription.Writer)}")}</title>
            <style>{Style}</style></head><body><main>{who}{content}{test}</main></body></html>
            """);
    }

}
