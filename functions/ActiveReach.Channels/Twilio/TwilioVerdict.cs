using ActiveReach.Channels.Vendors;

namespace ActiveReach.Channels.Twilio;

/// <summary>What a refusal of Twilio means for the text. Source: twilio.com/docs/usage/twilios-response and twilio.com/docs/api/errors.</summary>
internal static class TwilioVerdict
{
    public static HandOver Of(VendorAnswer answer) => (answer.Json["code"]?.AsWhole, answer.Status) switch
    {
        // Token, account, messaging service, the address that reports shall come to: people mend them, and nobody must have failed meanwhile.
        (20003 or 20005 or 20404, _) or (_, 401 or 403) => Later("not_authorized", answer),
        (21703 or 21704 or 21705, _) => Later("sender_not_set_up", answer),
        (21609, _) => Later("callback_refused", answer),

        // Too many calls at once, too many texts of a sender that wait at Twilio.
        (20429 or 14107, _) or (_, 429) => Later("rate_limit", answer),
        (21611, _) => Later("rate_limit", answer, TimeSpan.FromMinutes(5)),

        // Twilio knows no keys: what broke there, or on the way, may have been sent.
        (_, 408 or >= 500 or < 400) => new HandOver(HandOverResult.Unknown, null),
        ({ } code, _) => new HandOver(HandOverResult.Rejected, null, TwilioReason.Of(code)),
        _ => new HandOver(HandOverResult.Rejected, null, "rejected"),
    };

    private static HandOver Later(string reason, VendorAnswer answer, TimeSpan? wait = null) => new(HandOverResult.Deferred, null, reason, answer.RetryAfter ?? wait);
}
