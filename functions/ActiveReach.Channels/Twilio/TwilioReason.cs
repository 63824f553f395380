using System.Globalization;
using ActiveReach.Delivery.Fallback;

namespace ActiveReach.Channels.Twilio;

/// <summary>What Twilio's errors are called here. Source: twilio.com/docs/api/errors.</summary>
internal static class TwilioReason
{
    private static readonly Dictionary<int, string> Words = new()
    {
        [21211] = "invalid_number",
        [21217] = "invalid_number",
        [21614] = "not_a_mobile_number",
        [21610] = "unsubscribed",
        [21612] = "not_reachable_from_sender",
        [21408] = "region_not_allowed",
        [21608] = "number_not_verified",
        [21617] = "text_too_long",
        [21212] = "invalid_sender",
        [21603] = "invalid_sender",
        [21606] = "invalid_sender",
        [21659] = "invalid_sender",
        [21660] = "invalid_sender",
        [21661] = "invalid_sender",
        [30003] = "unreachable",
        [30004] = "blocked",
        [30005] = "unknown_number",
        [30006] = "not_a_mobile_number",
        [30007] = "filtered_spam",
        [30008] = "undeliverable",
        [30034] = "sender_not_registered",

        // Of RCS and WhatsApp.
        [21655] = "template_not_approved",
        [21656] = "template_values_refused",
        [63003] = "unknown_number",
        [63007] = "invalid_sender",
        [63013] = "refused_by_channel",
        [63016] = "outside_session",
        [63018] = "rate_limit",
        [63024] = "unknown_number",
        [63036] = "not_reachable",
        // Meta's 131049, told by Twilio.
        [63049] = PersonCap.Reason,
    };

    /// <summary>A word for the errors that marketers meet; Twilio's number for the others: <c>twilio_30001</c>.</summary>
    public static string Of(int code) => Words.GetValueOrDefault(code) ?? string.Create(CultureInfo.InvariantCulture, $"twilio_{code}");
}
