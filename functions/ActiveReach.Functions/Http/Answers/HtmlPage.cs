using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>A page without scripts: it may style itself, show what is uploaded here and send its own form, and nothing else.</summary>
internal sealed class HtmlPage(int status, string html) : IResult
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>What somebody wrote, as a page shows it.</summary>
    public static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        var body = Encoding.UTF8.GetBytes(html);
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }
}
