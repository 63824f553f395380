using System.Net;
using ActiveReach.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Hosting.Pages;

/// <summary>What somebody sees who opens the address in a browser: what runs here, and where to go.</summary>
internal static class StartPage
{
    private const string Style =
        "body{font:16px/1.6 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color:#1d2330}a{color:#1f5fbf}dt{font-weight:600;margin-top:.8rem}dd{margin:0}code,pre{font:14px/1.5 ui-monospace,monospace;background:#f2f4f8;border-radius:4px}code{padding:.1rem .3rem}pre{padding:.8rem;overflow-x:auto}";

    public static Task ShowAsync(HttpContext http)
    {
        var options = http.RequestServices.GetRequiredService<AccessOptions>();
        SecurityHeaders.Set(http, options);
        var hasDashboard = http.RequestServices.GetRequiredService<RouteTable>().All.Any(route => route.Template.StartsWith("dashboard", StringComparison.Ordinal));
        return new HtmlPage(200, Html(hasDashboard, http.RequestServices.GetRequiredService<DemoKeyRule>().Allows(http), options.PublicUrl)).ExecuteAsync(http);
    }

    private static string Html(bool hasDashboard, bool hasDemoKeys, Uri address) => $"""
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>ActiveReach</title><style>{Style}</style>
        <h1>ActiveReach</h1>
        <p>Marketing campaigns to many people, run from this address: HTTP functions, webhooks, tracked links.</p>
        <dl>
        {(hasDashboard ? """<dt><a href="/dashboard">Dashboard</a></dt><dd>Campaigns, figures and the calendar in a browser.</dd>""" : "")}
        <dt><a href="/reference/">API reference</a></dt><dd>Every route with what it takes and answers; for programs: <a href="/api/openapi.json">openapi.json</a>.</dd>
        <dt><a href="/api/health">Health</a> and <a href="/api/ready">readiness</a></dt><dd>Whether the process and its stores answer.</dd>
        <dt>Documentation</dt><dd><code>README.md</code> and <code>docs/</code> beside the source: architecture, audience, channels, operations.</dd>
        </dl>
        {(hasDemoKeys ? $"""<p>The workspace <code>demo</code> is open from this machine:</p><pre>curl -H "Authorization: Bearer demo-admin-key" {WebUtility.HtmlEncode(address.GetLeftPart(UriPartial.Authority))}/api/workspaces/demo/campaigns</pre>""" : "")}
        </html>
        """;
}
