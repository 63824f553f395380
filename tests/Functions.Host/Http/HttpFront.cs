using Functions.Host.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Functions.Host.Http;

/// <summary>The host's web server. It asks the routes of the functions in the order of their names and takes the first that fits, without any
/// precedence, as the real one does.</summary>
internal sealed class HttpFront : IAsyncDisposable
{
    private readonly WebApplication server;
    private RouteCollection? routes;

    private HttpFront(WebApplication server) => this.server = server;

    public Uri Address => new(server.Urls.First());

    public IHttpForwarder Forwarder => server.Services.GetRequiredService<IHttpForwarder>();

    /// <summary>Listens, so that the address is known; there is nothing before <see cref="Serve"/>.</summary>
    public static async Task<HttpFront> StartAsync(HostLog log)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 100 << 20;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
        });
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddHttpForwarder().AddRouting();
        var front = new HttpFront(builder.Build());
        front.server.Run(front.AnswerAsync);
        await front.server.StartAsync();
        return front;
    }

    /// <param name="functions">In the order of their names.</param>
    /// <param name="prefix">Of all routes, from <c>host.json</c>.</param>
    /// <param name="call">Calls a function.</param>
    public void Serve(IEnumerable<HostedFunction> functions, string prefix, Func<HostedFunction, HttpContext, Task> call)
    {
        var resolver = server.Services.GetRequiredService<IInlineConstraintResolver>();
        var collected = new RouteCollection();
        foreach (var function in functions.Where(function => function.Trigger.Type == HttpTrigger.TypeName))
        {
            var constraints = new Dictionary<string, object>();
            if (function.Trigger.Json.TryGetProperty("methods", out var methods))
                constraints.Add("httpMethod", new HttpMethodRouteConstraint([.. methods.EnumerateArray().Select(method => method.GetString()!)]));
            var template = $"{prefix}/{function.Trigger.Text("route") ?? function.Name}".TrimStart('/');
            collected.Add(new Route(new RouteHandler(http => call(function, http)), function.Name, template, defaults: null, constraints, dataTokens: null, resolver));
        }

        routes = collected;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var route = new RouteContext(http);
        if (routes is not null)
            await routes.RouteAsync(route);
        http.Response.StatusCode = routes is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status404NotFound;
        if (route.Handler is not { } handler)
            return;

        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Request.RouteValues = route.RouteData.Values;
        try
        {
            await handler(http);
        }
        catch (Exception) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
