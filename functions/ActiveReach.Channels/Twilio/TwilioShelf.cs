using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ActiveReach.Channels.Vendors;

namespace ActiveReach.Channels.Twilio;

/// <summary>Contents at Twilio that messages of one shape share: looked up, or made, when the first of them is sent. One that two processes make at once is there twice, which does no harm.
/// Source: twilio.com/docs/content/content-api-resources.</summary>
internal sealed class TwilioShelf(TwilioOptions options, TwilioRequests requests)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<(string? Sid, HandOver Otherwise)>>> known = new(StringComparer.Ordinal);

    /// <returns>Its id, or what becomes of the message without one.</returns>
    public async Task<(string? Sid, HandOver Otherwise)> FindAsync(TwilioCard card, CancellationToken cancellation)
    {
        var types = new Dictionary<string, object> { [card.Type] = card.Body };
        var name = $"activereach_{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(types, VendorJson.AsNamed)))[..24]}";
        var finding = known.GetOrAdd(name, _ => new Lazy<Task<(string? Sid, HandOver Otherwise)>>(() => LookAsync(name, card, types)));
        var found = await finding.Value.WaitAsync(cancellation);
        if (found.Sid is null)
            known.TryRemove(new(name, finding));
        return found;
    }

    /// <summary>ContentVariables of a message.</summary>
    public static string Variables(IEnumerable<string> values) => JsonSerializer.Serialize(Numbered(values), VendorJson.AsNamed);

    /// <summary>As Twilio numbers them, from 1.</summary>
    public static Dictionary<string, string> Numbered(IEnumerable<string> values) => values.Index().ToDictionary(each => (each.Index + 1).ToString(CultureInfo.InvariantCulture), each => each.Item);

    /// <summary>For whoever waits for it, not for the message that asked first.</summary>
    private async Task<(string? Sid, HandOver Otherwise)> LookAsync(string name, TwilioCard card, Dictionary<string, object> types)
    {
        try
        {
            var listed = await requests.AskAsync(HttpMethod.Get, new Uri(options.ContentEndpoint, $"/v2/ContentAndApprovals?ContentName={name}&PageSize=100"), null, CancellationToken.None);
            if (listed is { IsSuccess: true } && listed.Json["contents"]?.Items.FirstOrDefault(each => each["friendly_name"]?.AsText == name)["sid"]?.AsText is { } there)
                return (there, default);
            if (listed is not { IsSuccess: true })
                return (null, Refusal(listed));
            var made = await requests.AskAsync(
                HttpMethod.Post, new Uri(options.ContentEndpoint, "/v1/Content"), new { friendly_name = name, language = "en", variables = Numbered(card.Samples), types }, CancellationToken.None);
            return made is { IsSuccess: true } && made.Json["sid"]?.AsText is { } sid && TwilioOptions.IsSid(sid, TwilioTemplateReviewer.Content) ? (sid, default) : (null, Refusal(made));
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            // Broken off, or no answer in time: whatever became of the content, nothing of the message was said.
            return (null, VendorCalls.Unreachable);
        }
    }

    private static HandOver Refusal(VendorAnswer? answer) => answer switch
    {
        null => VendorCalls.Unreachable,
        { Status: >= 400 and < 500 and not 408 } => TwilioVerdict.Of(answer) is { Result: HandOverResult.Deferred } later ? later : new HandOver(HandOverResult.Rejected, null, "card_refused"),
        _ => VendorCalls.Unreachable,
    };
}
