using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>Headers of every answer; a function that serves a page sets its own in their place.</summary>
internal static class SecurityHeaders
{
    public static void Set(HttpContext http, AccessOptions options)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        if (options.PublicUrl.Scheme == Uri.UriSchemeHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
    }
}
