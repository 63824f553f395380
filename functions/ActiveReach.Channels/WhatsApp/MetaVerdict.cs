using System.Globalization;
using ActiveReach.Channels.Vendors;

namespace ActiveReach.Channels.WhatsApp;

/// <summary>What an error of the Cloud API means for the message. Its code counts, not the status: Meta answers limits and refusals alike with 400.
/// Source: developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes.</summary>
internal static class MetaVerdict
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static HandOver Of(VendorAnswer answer) => Meaning(answer) is { Result: HandOverResult.Deferred } later && answer.RetryAfter is { } asked ? later with { RetryAfter = asked } : Meaning(answer);

    public static string ReasonOf(int code) => string.Create(CultureInfo.InvariantCulture, $"whatsapp_{code}");

    public static int? CodeOf(VendorAnswer answer) => answer.Json["error"]?["code"]?.AsWhole;

    private static HandOver Meaning(VendorAnswer answer) => (CodeOf(answer), answer.Status) switch
    {
        // Token, permission, an account or a number that is locked, not registered or not paid for: people mend them, and nobody must have failed meanwhile.
        (0 or 3 or 10 or 190 or (>= 200 and <= 299), _) => Later("not_authorized"),
        (368 or 131031, _) => Later("account_locked", Hour),
        (131042, _) => Later("payment", Hour),
        (131045 or 133010, _) => Later("sender_not_registered"),

        // The app's and the account's calls of an hour; the number's throughput; how much of it people have blocked; what one person gets from one number.
        (4 or 80007, _) => Later("rate_limit", TimeSpan.FromMinutes(5)),
        (130429, _) => Later("rate_limit"),
        (131048, _) => Later("spam_rate_limit", Hour),
        (131056, _) => Later("pair_rate_limit", TimeSpan.FromSeconds(6)),
        (131057, _) => Later("maintenance", TimeSpan.FromMinutes(5)),
        (null, 401 or 403) => Later("not_authorized"),
        (_, 429) => Later("rate_limit"),

        // Somebody in between gave up, or it broke at Meta: it may have been sent.
        (1 or 2 or 131000 or 131016, _) or (_, 408 or >= 500) => new HandOver(HandOverResult.Unknown, null),
        (null, >= 400) => new HandOver(HandOverResult.Rejected, null, "rejected"),
        (null, _) => new HandOver(HandOverResult.Unknown, null),

        // Of this person (131049: enough marketing for a day, 131026: no WhatsApp there …), or of the template (132000 …).
        ({ } code, _) => new HandOver(HandOverResult.Rejected, null, ReasonOf(code)),
    };

    private static HandOver Later(string reason, TimeSpan? wait = null) => new(HandOverResult.Deferred, null, reason, wait);
}
