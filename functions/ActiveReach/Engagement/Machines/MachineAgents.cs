using System.Buffers;
using System.Collections.Frozen;

namespace ActiveReach.Engagement.Machines;

/// <summary>The agents that machines name, as one table for opens and clicks. Each line is a word that no browser or mail program of a
/// person has, and the kind of machine that has it. Sources: the agents that vendors publish, and public lists of crawlers.</summary>
internal static class MachineAgents
{
    private static readonly (string Rule, string[] Words)[] Table =
    [
        (MachineRules.HeadlessBrowser,
        [
            "HeadlessChrome", "HeadlessFirefox", "HeadlessShell", "Headless", "PhantomJS", "SlimerJS", "CasperJS", "Puppeteer", "Playwright", "Selenium", "WebDriver", "Cypress/", "jsdom",
            "HtmlUnit", "Splash/", "Chrome-Lighthouse", "PTST/", "Prerender",
        ]),
        (MachineRules.MailScanner,
        [
            "Barracuda", "Proofpoint", "urldefense", "Mimecast", "SafeLinks", "Safe Links", "Microsoft Defender", "MicrosoftDefender", "Windows Defender", "MicrosoftExchange", "Office 365 Advanced Threat", "ATP Scanner",
            "IronPort", "CiscoSecureEmail", "Cisco Secure", "Cisco Umbrella", "Talos", "Symantec", "MessageLabs", "Brightmail", "Trend Micro", "TrendMicro", "TMES", "FireEye", "Trellix",
            "McAfee", "Forcepoint", "Websense", "Sophos", "Zscaler", "FortiMail", "FortiGuard", "Fortinet", "F-Secure", "WithSecure", "Kaspersky",
            "Palo Alto", "Check Point", "CheckPoint", "Vade Secure", "VadeSecure", "Hornetsecurity", "SpamTitan", "Cloudmark", "Ironscales", "Agari", "Abnormal Security", "Perception-Point",
            "Trustwave", "MailMarshal", "MailScanner", "Rspamd", "SpamAssassin", "VirusTotal", "urlscan", "PhishTank", "Netcraft", "Google-Safety", "GoogleOther", "Microsoft Office Existence Discovery",
            "Microsoft Office Protocol Discovery", "Edge/12.246 Mozilla/5.0",
        ]),
        (MachineRules.LinkPreview,
        [
            "Slackbot", "Slack-ImgProxy", "SkypeUriPreview", "UriPreview", "URL Preview", "UrlPreview", "LinkPreview", "Link Preview", "link-preview", "MicrosoftPreview", "BingPreview", "Microsoft Teams",
            "MicrosoftTeams", "MS Teams", "WhatsApp/", "facebookexternalhit", "facebookcatalog", "Facebot", "meta-external", "Twitterbot", "TelegramBot", "LinkedInBot", "Discordbot", "Pinterestbot", "redditbot",
            "vkShare", "Snapchat Preview", "line-poker", "kakaotalk-scrap", "Viber Preview", "Mastodon/", "Bluesky Cardyb", "Cardyb", "Embedly", "Iframely", "Google-PageRenderer", "Google-InspectionTool",
            "iMessageLinkPreviews", "Signal-Preview", "Outlook-Link-Preview", "Nextcloud Server", "W3C_Validator",
        ]),
        (MachineRules.Crawler,
        [
            "Googlebot", "AdsBot", "Mediapartners-Google", "Feedfetcher", "bingbot", "msnbot", "Applebot", "YandexBot", "YaDirectFetcher", "Baiduspider", "DuckDuckBot", "DuckAssist", "Slurp", "Sogou web spider", "Sogou inst spider", "Sogou News Spider", "Sogou Pic Spider", "Sogou Orion spider", "Exabot", "ia_archiver", "archive.org",
            "AhrefsBot", "AhrefsSiteAudit", "SemrushBot", "MJ12bot", "DotBot", "PetalBot", "Bytespider", "GPTBot", "ChatGPT-User", "ClaudeBot", "PerplexityBot", "CCBot", "Amazonbot", "HubSpot", "UptimeRobot", "Pingdom", "StatusCake",
            "Site24x7", "NewRelicPinger", "Datadog", "crawler", "crawl/", "spider", "scraper", "fetcher", "scanner", "+http", "compatible; Google", "Nmap", "masscan", "zgrab", "Nuclei", "Nikto", "sqlmap", "CensysInspect",
        ]),
        (MachineRules.Program,
        [
            "curl", "wget", "python", "aiohttp", "httpx", "urllib", "Scrapy", "Go-http-client", "Java/", "Java-http-client", "Apache-HttpClient", "Apache-HttpAsyncClient", "Jakarta Commons-HttpClient", "AsyncHttpClient", "okhttp",
            "Retrofit", "node-fetch", "axios", "undici", "superagent", "got (", "node.js", "Deno/", "Bun/", "libwww-perl", "LWP::", "lwp-", "PHP/", "Guzzle", "WordPress/", "Ruby/", "Faraday", "rest-client", "Mechanize", "Typhoeus", "reqwest",
            "hyper/", "RestSharp", "PowerShell", "WinHttp", "Microsoft URL Control", "PostmanRuntime", "Insomnia/", "HTTPie", "Dart/", "dart:io", "Wininet", "HttpClient", "HTTP_Request", "Apache-CXF",
        ]),
    ];

    private static readonly SearchValues<string> Words = SearchValues.Create([.. Table.SelectMany(line => line.Words)], StringComparison.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Rules = Table
        .SelectMany(line => line.Words.Select(word => KeyValuePair.Create(word, $"{line.Rule}: {word.TrimEnd('/', ' ', '(', '-')}")))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What fetches pictures for a person who opens the message at that moment.</summary>
    private static readonly SearchValues<string> PictureProxies = SearchValues.Create(["GoogleImageProxy", "YahooMailProxy", "ImageProxy", "MailProxy", "YandexImageResizer"], StringComparison.OrdinalIgnoreCase);

    /// <summary>How the agent of a browser or a mail program begins, or what it has. Whatever names nothing of it is a program.</summary>
    private static readonly SearchValues<string> Readers = SearchValues.Create(
    [
        "Mozilla/", "Opera/", "Outlook", "Microsoft Office", "ms-office", "Thunderbird", "Lotus-Notes", "HCL Notes", "Dalvik/", "CFNetwork/", "BlackBerry", "Nokia", "SAMSUNG-", "UCWEB/", "YahooMobile", "Yahoo%20Mail", "AppleMail", "eM Client",
        "Airmail", "Spark/", "MailMate", "Postbox", "Evolution/", "KMail", "Lynx/", "Links (", "ELinks/", "w3m/",
    ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Mail Privacy Protection of Apple names itself by this alone; no browser does.</summary>
    private const string BareMozilla = "Mozilla/5.0";

    public static bool IsPictureProxy(ReadOnlySpan<char> agent) => agent.ContainsAny(PictureProxies);

    /// <summary>The rule that tells the agent from a person's, with the word that it names; null when it is a person's.</summary>
    public static string? RuleOf(ReadOnlySpan<char> agent)
    {
        agent = agent.Trim();
        if (agent.IsEmpty)
            return MachineRules.NoAgent;
        if (agent.SequenceEqual(BareMozilla))
            return MachineRules.PrivacyProxy;
        if (agent.IndexOfAny(Words) is >= 0 and var at)
            return Named(agent[at..]);
        if (NamesBot(agent))
            return MachineRules.Crawler;
        return agent.ContainsAny(Readers) ? null : MachineRules.Program;
    }

    private static string Named(ReadOnlySpan<char> from)
    {
        // The longest word says most: "HeadlessChrome", not "Headless".
        var named = "";
        foreach (var word in Rules.Keys)
        {
            if (word.Length > named.Length && from.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                named = word;
        }

        return Rules[named];
    }

    /// <summary>A word that ends in "bot": of those that have a name of their own there is no end. Cubot makes telephones.</summary>
    private static bool NamesBot(ReadOnlySpan<char> agent)
    {
        for (var from = 0; agent[from..].IndexOf("bot", StringComparison.OrdinalIgnoreCase) is >= 0 and var found; from += found + 3)
        {
            var (start, end) = (from + found, from + found + 3);
            var isWordsEnd = end == agent.Length || !char.IsAsciiLetter(agent[end]);
            if (isWordsEnd && !agent[..start].EndsWith("cu", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
