namespace ActiveReach.Audiences.Imports.Headers;

/// <summary>The exports of the tools that people leave, from their documentation and from files that their users published (2024–2026). An
/// entry may be written over with <c>map</c>.</summary>
internal static class KnownExports
{
    private static readonly KnownExport[] All =
    [
        // One file a status: subscribed, unsubscribed, cleaned and non-subscribed members differ by the times that they have.
        new("Mailchimp", ["MEMBER_RATING", "OPTIN_TIME", "CONFIRM_TIME", "LAST_CHANGED", "LEID", "EUID"], 3, Table(
            ("Email Address", "email"), ("Phone Number", "phone?"), ("SMS Phone Number", "phone"), ("Phone", "phone?"),
            ("OPTIN_TIME", "consent.email=opted_in"), ("CONFIRM_TIME", "consent.email=opted_in"),
            ("UNSUB_TIME", "consent.email=opted_out"), ("CLEAN_TIME", "consent.email=opted_out"), ("Status", "consent.email"),
            ("TIMEZONE", "timezone"), ("CC", "country"), ("LATITUDE", "lat"), ("LONGITUDE", "lon"), ("TAGS", "tags"),
            // Month and day, no year.
            ("Birthday", "custom.birthday"),
            ("MEMBER_RATING", "-"), ("OPTIN_IP", "-"), ("CONFIRM_IP", "-"), ("GMTOFF", "-"), ("DSTOFF", "-"), ("REGION", "-"), ("LAST_CHANGED", "-"),
            ("LEID", "-"), ("EUID", "-"), ("UNSUB_CAMPAIGN_TITLE", "-"), ("UNSUB_CAMPAIGN_ID", "-"), ("UNSUB_REASON", "-"), ("UNSUB_REASON_OTHER", "-"),
            ("CLEAN_CAMPAIGN_TITLE", "-"), ("CLEAN_CAMPAIGN_ID", "-"))),

        // A contact that is no marketing contact may not be mailed; who unsubscribed or bounced stays one. A view may leave out who unsubscribed.
        new("HubSpot", ["Record ID", "Record ID - Contact", "Contact owner", "Lifecycle Stage", "Marketing contact status", "Lead Status", "Create Date", "Associated Company", "Portal Unsubscribe"], 2, Table(
            ("Record ID", "external_id"), ("Record ID - Contact", "external_id"), ("Phone Number", "phone?"), ("Mobile Phone Number", "phone"), ("WhatsApp Phone Number", "phone?"),
            ("Marketing contact status", "consent.email"), ("Unsubscribed from all email", "consent.email=opted_out"), ("Opted out of all email", "consent.email=opted_out"),
            ("Email hard bounce reason", "consent.email=opted_out"),
            ("Email Address Quarantined", "consent.email=opted_out"), ("Email address quarantine reason", "consent.email=opted_out"), ("Global bounce", "consent.email=opted_out"),
            ("Portal Bounce", "consent.email=opted_out"), ("Portal Unsubscribe", "consent.email=opted_out"), ("Portal Spam Report", "consent.email=opted_out"),
            ("Country/Region", "country"), ("Country/Region Code", "country?"), ("Preferred language", "language"), ("Time Zone", "timezone"), ("Date of birth", "birthday"),
            ("Contact owner", "-"), ("Create Date", "-"), ("Last Modified Date", "-"), ("Last Activity Date", "-"), ("Associated Company IDs", "-"), ("Associated Company", "-")))
        {
            Families = [("Opted out of email:", "consent.email=opted_out")],
            NeedStanding = ["Marketing contact status"],
            Standing = ["Unsubscribed from all email", "Opted out of all email", "Portal Unsubscribe"],
        },

        new("Klaviyo", ["Klaviyo ID", "Email Marketing Consent", "SMS Marketing Consent", "Email Marketing Consent Timestamp", "Email Suppressions", "Initial Source"], 2, Table(
            ("Klaviyo ID", "external_id"), ("External ID", "external_id?"), ("Phone Number", "phone"),
            ("Email Marketing Consent", "consent.email"), ("SMS Marketing Consent", "consent.sms"), ("WhatsApp Marketing Consent", "consent.whatsapp"),
            ("Email Suppressions", "consent.email=opted_out"), ("Email Suppression", "consent.email=opted_out"), ("Suppressed", "consent.email=opted_out"),
            ("Email Marketing Consent Timestamp", "-"), ("SMS Marketing Consent Timestamp", "-"), ("Email Marketing Consent Method", "-"), ("Email Suppressions Timestamp", "-"),
            ("Profile Created On", "-"), ("Date Added", "-"), ("Last Open", "-"), ("Last Click", "-"), ("IP Address", "-"), ("Timezone", "timezone"), ("Locale", "language"),
            ("State / Region", "custom.state"))),

        // Ids, phones and zips carry an apostrophe, so that spreadsheets leave them alone.
        new("Shopify", ["Accepts Email Marketing", "Accepts SMS Marketing", "Accepts Marketing", "Total Spent", "Total Orders", "Tax Exempt"], 3, Table(
            ("Customer ID", "external_id"), ("Phone", "phone"), ("Default Address Phone", "phone?"),
            ("Accepts Email Marketing", "consent.email"), ("Accepts Marketing", "consent.email"), ("Accepts SMS Marketing", "consent.sms"), ("Accepts WhatsApp Marketing", "consent.whatsapp"),
            ("Default Address City", "city"), ("Default Address Country Code", "country"), ("Country", "-"), ("Country Code", "country"), ("Tags", "tags"),
            ("Company", "custom.company"), ("Default Address Company", "custom.company"), ("Province", "-"), ("Tax Exempt", "-"))),

        // What somebody once confirmed stays when they unsubscribe; who may not be texted is told, who may is not.
        new("Brevo", ["CONTACT ID", "ADDED_TIME", "MODIFIED_TIME", "EXT_ID", "DOUBLE_OPT-IN", "CONTACT_TIMEZONE"], 2, Table(
            ("CONTACT ID", "external_id?"), ("EXT_ID", "external_id"), ("SMS", "phone+"), ("WHATSAPP", "phone+?"), ("FIRSTNAME", "first_name"), ("LASTNAME", "last_name"),
            ("PRENOM", "first_name"), ("NOM", "last_name"), ("CONTACT_TIMEZONE", "timezone"), ("OPT_IN", "consent.email"), ("DOUBLE_OPT-IN", "consent.email"),
            ("EMAIL_MARKETING", "consent.email"), ("SMS_MARKETING", "consent.sms"), ("EMAIL_BLACKLISTED", "consent.email!"), ("SMS_BLACKLISTED", "consent.sms=opted_out"),
            ("EMAIL_BLOCKLISTED", "consent.email!"), ("SMS_BLOCKLISTED", "consent.sms=opted_out"), ("Blocklisted", "consent.email!"), ("Unsubscribed", "consent.email!"),
            ("ADDED_TIME", "-"), ("MODIFIED_TIME", "-"), ("_listIds", "-")))
        {
            NeedStanding = ["OPT_IN", "DOUBLE_OPT-IN"],
            Standing = ["EMAIL_MARKETING", "EMAIL_BLACKLISTED", "EMAIL_BLOCKLISTED", "Blocklisted", "Unsubscribed"],
        },

        // Whoever is not unsubscribed is mailed there, but for the topics that they left.
        new("Customer.io", ["cio_id", "cio_subscription_preferences", "_created_in_customerio_at", "_last_emailed", "_last_opened"], 1, Table(
            ("id", "external_id"), ("cio_id", "external_id?"), ("email", "email"), ("phone", "phone"), ("unsubscribed", "consent.email!"), ("timezone", "timezone"),
            ("created_at", "-"), ("cio_subscription_preferences", "consent.email=unknown"), ("_created_in_customerio_at", "-"), ("_last_emailed", "-"), ("_last_opened", "-"), ("_last_clicked", "-")))
        {
            Families = [("cio_subscription_preferences.", "consent.email~")],
        },
    ];

    /// <summary>The tool that wrote a file with these headers; null for none of those known.</summary>
    public static KnownExport? Recognise(IReadOnlyCollection<string> headers) => All.FirstOrDefault(export => export.Fits(headers));

    private static Dictionary<string, string> Table(params ReadOnlySpan<(string Header, string Meaning)> columns)
    {
        var table = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (header, meaning) in columns)
            table.Add(header, meaning);
        return table;
    }
}
