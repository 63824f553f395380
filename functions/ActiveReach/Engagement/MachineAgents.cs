using System.Buffers;

namespace ActiveReach.Engagement;

/// <summary>Mail proxies and link scanners, told by the agent that they name: what they fetch, no person has seen.</summary>
public static class MachineAgents
{
    private static readonly SearchValues<string> Known = SearchValues.Create(
    [
        "GoogleImageProxy", "YahooMailProxy", "BingPreview", "Barracuda", "Mimecast", "Proofpoint", "SafeLinks", "Symantec", "MessageLabs",
        "Trend Micro", "Cisco-IronPort", "FireEye", "Forcepoint", "Sophos", "ZScaler", "Slackbot", "facebookexternalhit", "WhatsApp/", "TelegramBot",
        "Twitterbot", "LinkedInBot", "Discordbot", "SkypeUriPreview", "Googlebot", "bingbot", "AppleBot", "YandexBot", "HeadlessChrome", "crawler", "spider",
    ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Mail Privacy Protection of Apple names itself by this alone.</summary>
    private const string BareMozilla = "Mozilla/5.0";

    public static bool Names(string? agent) =>
        agent is not null && (agent.Trim() == BareMozilla || agent.AsSpan().ContainsAny(Known));
}
