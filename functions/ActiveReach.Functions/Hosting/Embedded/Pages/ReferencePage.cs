using System.Security.Cryptography;
using ActiveReach.Functions.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scalar.AspNetCore;

namespace ActiveReach.Functions.Hosting.Pages;

/// <summary>The description of the interface as people read it. Everything on the page comes from this process: it works without a
/// network, and tells nobody who reads it.</summary>
internal static class ReferencePage
{
    public const string Path = "/reference";

    public static void Map(IEndpointRouteBuilder pages)
    {
        var page = pages.MapScalarApiReference(Path, (options, http) =>
        {
            options.WithTitle("ActiveReach API reference").AddDocument("v1", "ActiveReach", "/api/openapi.json")
                .WithNonce(Protect(http))
                .DisableTelemetry().DisableAgent().DisableMcp().DisableDefaultFonts().HideDeveloperTools().HideClientButton();
            options.DotNetFlag = false;
        });
        page.AddEndpointFilter(async (context, next) =>
        {
            SecurityHeaders.Set(context.HttpContext, context.HttpContext.RequestServices.GetRequiredService<AccessOptions>());
            return await next(context);
        });
    }

    /// <summary>Lets the page's own scripts run, and nothing from elsewhere.</summary>
    /// <returns>The word by which the page's scripts are known.</returns>
    private static string Protect(HttpContext http)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return nonce;
    }
}
