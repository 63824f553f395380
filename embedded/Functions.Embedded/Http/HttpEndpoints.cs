using Functions.Embedded.Discovery;
using Functions.Embedded.Hosting;
using Functions.Embedded.Http.Routes;
using Functions.Embedded.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Embedded.Http;

/// <summary>One endpoint for each HTTP function.</summary>
internal static class HttpEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, FunctionCatalog catalog, HostSettings host, HttpDispatcher dispatcher)
    {
        var constraints = routes.ServiceProvider.GetRequiredService<IInlineConstraintResolver>();
        RouteOverlaps.Refuse([.. catalog.TriggeredBy<HttpTriggerAttribute>()
            .Select(one => HttpRoute.Of(one.Function.Name, Pattern(one.Function, one.Trigger, host.RoutePrefix), one.Trigger.Methods, constraints))]);

        foreach (var (function, trigger) in catalog.TriggeredBy<HttpTriggerAttribute>())
        {
            var endpoint = routes.Map(Pattern(function, trigger, host.RoutePrefix), dispatcher.For(function));
            endpoint.WithDisplayName(function.Name);
            endpoint.WithMetadata(function);
            if (trigger.Methods is { Length: > 0 } methods)
                endpoint.WithMetadata(new HttpMethodMetadata(methods.Select(method => method.ToUpperInvariant())));
        }
    }

    private static RoutePattern Pattern(FunctionEntry function, HttpTriggerAttribute trigger, string prefix)
    {
        var route = (trigger.Route ?? function.Name).Trim('/');
        // ScriptHost.ValidateHttpFunction: whatever begins so is the host's, with or without a prefix in host.json.
        if (Array.Find(["admin", "runtime"], word => route.StartsWith(word, StringComparison.OrdinalIgnoreCase)) is { } own)
            throw new InvalidOperationException($"Function '{function.Name}': route '{route}' begins with '{own}', which the Functions host keeps for itself. Begin it otherwise.");
        var template = prefix.Length == 0 ? route : $"{prefix}/{route}";
        try
        {
            return RoutePatternFactory.Parse(template);
        }
        catch (RoutePatternException error)
        {
            throw new InvalidOperationException($"Function '{function.Name}': route '{template}' is not valid. {error.Message}", error);
        }
    }
}
