using ActiveReach.Channels.Vendors;

namespace ActiveReach.Channels.Ses;

/// <summary>What a refusal of SES means for the mail. Source: docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html and …/CommonErrors.html.</summary>
internal static class SesVerdict
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static HandOver Of(VendorAnswer answer) => (CodeOf(answer), answer.Status) switch
    {
        // The day's quota is counted over the last 24 hours: some of it comes back all the time.
        ("TooManyRequests" or "Throttling" or "LimitExceeded", _) or (_, 429) => Says(answer, "daily") ? Later("daily_quota", answer, Hour) : Later("rate_limit", answer),

        // Key, right, account, configuration set: people mend them, and nobody must have failed meanwhile.
        ("AccountSuspended" or "SendingPaused", _) => Later("account_paused", answer, Hour),
        ("NotFound", _) => Later("not_set_up", answer),
        (_, 401 or 403) or ("ExpiredToken" or "InvalidClientTokenId" or "UnrecognizedClient" or "AccessDenied" or "SignatureDoesNotMatch" or "IncompleteSignature" or "MissingAuthenticationToken", _) => Later("not_authorized", answer),

        // SES knows no keys: what broke there, or on the way, may have been sent.
        (_, 408 or >= 500 or < 400) => new HandOver(HandOverResult.Unknown, null),
        (_, 413) => new HandOver(HandOverResult.Rejected, null, "too_large"),
        ("MessageRejected", _) when Says(answer, "not verified") => new HandOver(HandOverResult.Rejected, null, "sender_not_verified"),
        ({ } code, _) => new HandOver(HandOverResult.Rejected, null, VendorAnswer.ReasonOf(code)),
        _ => new HandOver(HandOverResult.Rejected, null, "rejected"),
    };

    /// <summary><c>MessageRejected</c> of <c>MessageRejected:http://…</c> or of <c>…#MessageRejectedException</c>.</summary>
    public static string? CodeOf(VendorAnswer answer)
    {
        var told = answer.Error?.Split(':')[0] ?? answer.Json["__type"]?.AsText?.Split('#')[^1];
        return string.IsNullOrEmpty(told) ? null : told.EndsWith("Exception", StringComparison.Ordinal) ? told[..^9] : told;
    }

    private static bool Says(VendorAnswer answer, string words) =>
        (answer.Json["message"] ?? answer.Json["Message"])?.AsText?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;

    private static HandOver Later(string reason, VendorAnswer answer, TimeSpan? wait = null) => new(HandOverResult.Deferred, null, reason, answer.RetryAfter ?? wait);
}
