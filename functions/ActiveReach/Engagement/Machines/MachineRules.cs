namespace ActiveReach.Engagement.Machines;

/// <summary>What tells a machine from a person who opens or clicks; one table for both. The rule that applied is kept with the message. Who asks
/// within seconds of the hand-over is a machine too, whatever it calls itself: that is known where the hand-over is known.</summary>
public static class MachineRules
{
    /// <summary>Asked for the head only, which no reader does.</summary>
    public const string HeadRequest = "head_request";

    /// <summary>The browser said that it loads ahead.</summary>
    public const string Prefetch = "prefetch";

    public const string NoAgent = "no_agent";

    /// <summary>Apple's Mail Privacy Protection loads every picture, read or not.</summary>
    public const string PrivacyProxy = "privacy_proxy";

    public const string HeadlessBrowser = "headless_browser";
    public const string MailScanner = "mail_scanner";
    public const string LinkPreview = "link_preview";
    public const string Crawler = "crawler";

    /// <summary>A library or a command, or whatever is neither browser nor mail program.</summary>
    public const string Program = "program";

    /// <summary>A proxy of pictures that follows a link.</summary>
    public const string PictureProxy = "picture_proxy";

    /// <summary>The rule that makes a machine of whoever asked; null for a person.</summary>
    public static string? Find(in Visit visit)
    {
        if (visit.IsHead)
            return HeadRequest;
        if (visit.IsPrefetch)
            return Prefetch;
        if (MachineAgents.IsPictureProxy(visit.Agent))
            return visit.Kind is VisitKind.Click ? PictureProxy : null;
        return MachineAgents.RuleOf(visit.Agent);
    }
}
