namespace ActiveReach.Consent;

/// <summary>Why a contact of an audience was not sent to, as the ledger and the figures write it.</summary>
public static class SkipReason
{
    public const string NoAddress = "no_address";
    public const string NoConsent = "no_consent";
    public const string OptedOut = "opted_out";
    public const string Suppressed = "suppressed";
    public const string Holdout = "holdout";
    public const string Cancelled = "cancelled";
    public const string ContactGone = "contact_gone";
    public const string RenderFailed = "render_failed";
    public const string NoSender = "no_sender";
}
