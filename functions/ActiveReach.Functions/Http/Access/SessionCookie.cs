using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>The cookie of a signed-in browser: out of reach of scripts, and never sent from another site.</summary>
internal static class SessionCookie
{
    public const string Name = "activereach_session";

    /// <summary>Repeats what <c>POST /api/session</c> gave; a page of another site can't know it.</summary>
    public const string CrossSiteHeader = "X-CSRF-Token";

    public static void Give(HttpContext http, AccessOptions options, string token, DateTimeOffset expires) =>
        http.Response.Cookies.Append(Name, token, Settings(http, options, expires));

    public static void Take(HttpContext http, AccessOptions options) => http.Response.Cookies.Delete(Name, Settings(http, options, null));

    private static CookieOptions Settings(HttpContext http, AccessOptions options, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps || options.PublicUrl.Scheme == Uri.UriSchemeHttps,
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };
}
