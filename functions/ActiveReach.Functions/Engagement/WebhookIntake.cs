using ActiveReach.Engagement;
using ActiveReach.Inbox;
using ActiveReach.Inbox.Raw;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Engagement;

/// <summary>What becomes of a vendor's callback once it has proven itself: what it tells is taken, and it is kept as it came. Those that don't prove themselves, and those that are
/// sent away, are not kept: nobody may fill the disk.</summary>
public sealed class WebhookIntake(TakeEvents take, RawWebhooks raw, TimeProvider clock)
{
    private const int LongestHeader = 500;
    private const int LongestTag = 200;

    /// <param name="source">As in <see cref="InboxEvent.Source"/>.</param>
    /// <param name="account">The account whose address it came to; null for the app's own.</param>
    /// <param name="body">What was signed.</param>
    /// <param name="told">How many things it told, whether they mean anything here or not.</param>
    public async Task TakeAsync(HttpRequest request, string source, string? account, ReadOnlyMemory<byte> body, int told, IReadOnlyList<InboxEvent> events)
    {
        await take.TakeAsync(events);
        var from = new InboxEvent(source, null, default, clock.GetUtcNow());
        var webhook = new RawWebhook
        {
            Provider = from.Reader,
            Account = account,
            Workspace = from.Workspace,
            ReceivedAt = from.ReceivedAt,
            Headers = RawWebhooks.Headers.Where(name => request.Headers[name].Count > 0).ToDictionary(name => name, name => Short(request.Headers[name].ToString(), LongestHeader), StringComparer.Ordinal),
            Tag = request.Query["tag"].ToString() is { Length: > 0 } tag ? Short(tag, LongestTag) : null,
            Told = told,
        };
        await raw.KeepAsync(webhook, body.Span, events);
    }

    private static string Short(string text, int longest) => text.Length <= longest ? text : text[..longest];
}
