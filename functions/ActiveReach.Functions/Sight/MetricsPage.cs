using ActiveReach.Access;
using ActiveReach.Functions.Http;
using Functions.Embedded.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Sight;

/// <summary>The measurements as Prometheus reads them, for who hosts the app himself. They name no person, but tell a competitor how the business goes:
/// so there is no such page unless it is asked for, and then it says for whom.</summary>
internal static class MetricsPage
{
    public const string Path = "/metrics";

    public static void Map(IEndpointRouteBuilder pages)
    {
        var options = pages.ServiceProvider.GetRequiredService<SightOptions>();
        if (!options.ServesMetrics)
            return;
        pages.MapPrometheusScrapingEndpoint(Path).Add(endpoint =>
        {
            var scrape = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http => AnswerAsync(http, options, scrape);
        });
    }

    private static Task AnswerAsync(HttpContext http, SightOptions options, RequestDelegate scrape)
    {
        SecurityHeaders.Set(http, http.RequestServices.GetRequiredService<AccessOptions>());
        http.Response.Headers.CacheControl = "no-store";
        return Refusal(http, options) is { } refusal ? refusal.ExecuteAsync(http) : scrape(http);
    }

    private static IResult? Refusal(HttpContext http, SightOptions options)
    {
        if (options.Metrics is MetricsAccess.Local)
        {
            return LocalRequest.Is(http)
                ? null
                : ProblemAnswer.Make(403, "forbidden", "Not from here", "The metrics are shown to callers on the same machine only, not through a proxy. Set ActiveReach__Sight__Metrics to 'key' to read them from elsewhere.");
        }

        const string Scheme = "Bearer ";
        var shown = http.Request.Headers.Authorization.ToString();
        if (shown.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && Secret.AreEqual(shown[Scheme.Length..].Trim(), options.MetricsKey!))
            return null;
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return ProblemAnswer.Make(401, "unauthenticated", "Who is asking?", "Send 'Authorization: Bearer ' and the value of ActiveReach__Sight__MetricsKey.");
    }
}
