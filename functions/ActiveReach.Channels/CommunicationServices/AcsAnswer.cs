using System.Text.Json;
using ActiveReach.Channels.Vendors;

namespace ActiveReach.Channels.CommunicationServices;

/// <summary>What the service answered to a request.</summary>
/// <param name="RetryAfter">How long it asks to wait.</param>
internal sealed record AcsAnswer(int Status, BinaryData Body, TimeSpan? RetryAfter = null)
{
    /// <summary>The service's own word for an error, e.g. <c>DomainNotLinked</c>; null where it gave none.</summary>
    public string? Code { get; } = Status >= 400 && Read<ErrorBody>(Body)?.Error?.Code is { Length: > 0 } code ? code : null;

    public bool IsAccepted => Status is 202;

    /// <summary>What a refusal means for each message of the request. Nothing was sent where it is deferred; where it is unknown, the same key tells at the next try.
    /// Source: learn.microsoft.com/rest/api/communication/repeatable-requests and …/azure/communication-services/concepts/service-limits.</summary>
    public HandOver Verdict() => Status switch
    {
        // Key, identity or role: people mend them, and a million recipients must not have failed meanwhile.
        401 or 403 => new HandOver(HandOverResult.Deferred, null, "not_authorized", RetryAfter),
        429 => new HandOver(HandOverResult.Deferred, null, "rate_limit", RetryAfter),
        503 when RetryAfter is not null => new HandOver(HandOverResult.Deferred, null, "unavailable", RetryAfter),

        // Somebody in between gave up; the first try is still under way; it is too long ago to tell.
        408 or 409 or 412 => new HandOver(HandOverResult.Unknown, null),
        413 => new HandOver(HandOverResult.Rejected, null, "too_large"),
        >= 400 and < 500 => new HandOver(HandOverResult.Rejected, null, Code is null ? "rejected" : VendorAnswer.ReasonOf(Code)),
        _ => new HandOver(HandOverResult.Unknown, null),
    };

    /// <summary>The body as JSON; null for what is none.</summary>
    public T? Read<T>()
        where T : class => Read<T>(Body);

    private static T? Read<T>(BinaryData body)
        where T : class
    {
        try
        {
            return body.ToObjectFromJson<T>(JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record ErrorBody(ErrorWords? Error);

    private sealed record ErrorWords(string? Code);
}
