using ActiveReach.Channels.Vendors;

namespace ActiveReach.Channels.Rcs;

/// <summary>What an answer of Google means for the message. Source: developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send
/// (404 of a phone without RCS or on a network without the agent, 400 of what the device can't show) and …/reference/rest/v1/phones.agentMessages/create (ids are passed
/// over when they come again); google.rpc.Code for the others.</summary>
internal static class RcsVerdict
{
    private static readonly TimeSpan AfterQuota = TimeSpan.FromSeconds(30);

    /// <param name="id">The message's, which is ours.</param>
    public static HandOver Of(VendorAnswer answer, string id) => answer.Status switch
    {
        // What looks like a yes and doesn't name the message may be somebody else's.
        >= 200 and < 300 => answer.Json["name"]?.AsText?.EndsWith($"/{id}", StringComparison.Ordinal) is true ? new HandOver(HandOverResult.Accepted, id) : new HandOver(HandOverResult.Unknown, null),

        // It has the message already.
        409 => new HandOver(HandOverResult.Accepted, id),
        404 => new HandOver(HandOverResult.Rejected, null, "no_rcs"),

        // In some countries a person gets so many messages of an agent and no more; that is no limit of ours.
        429 when IsAboutThePerson(answer) => new HandOver(HandOverResult.Rejected, null, "enough_of_agent"),
        429 => new HandOver(HandOverResult.Deferred, null, "rate_limit", answer.RetryAfter ?? AfterQuota),

        // Key, role or agent: people mend them, and nobody must have failed meanwhile.
        401 or 403 => new HandOver(HandOverResult.Deferred, null, "not_authorized", answer.RetryAfter),
        413 => new HandOver(HandOverResult.Rejected, null, "too_large"),
        >= 400 and < 500 and not 408 => new HandOver(HandOverResult.Rejected, null, "invalid_argument"),
        _ => new HandOver(HandOverResult.Unknown, null),
    };

    private static bool IsAboutThePerson(VendorAnswer answer) =>
        answer.Json["error"]?["message"]?.AsText is { } words && words.Contains("traffic limit", StringComparison.OrdinalIgnoreCase) && words.Contains("user", StringComparison.OrdinalIgnoreCase);
}
