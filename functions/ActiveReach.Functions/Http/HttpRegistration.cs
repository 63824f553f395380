using ActiveReach.Access;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ActiveReach.Functions.Http;

/// <summary>What every HTTP function stands on.</summary>
public static class HttpRegistration
{
    /// <summary>Call it after <c>ConfigureFunctionsWebApplication</c>, and before other middleware.</summary>
    public static FunctionsApplicationBuilder UseActiveReachHttp(this FunctionsApplicationBuilder builder, AccessOptions access, SessionOptions sessions)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services
            .AddSingleton(RouteTable.OfThisApp())
            .AddSingleton(access)
            .AddSingleton(sessions)
            .AddSingleton<DemoKeyRule>()
            .AddSingleton<WhoIsAsking>()
            .AddSingleton<Admission>()
            .AddSingleton<CrossOrigin>()
            .AddSingleton<RepeatGuard>()
            .AddSingleton<OpenApiDocument>();
        builder.UseMiddleware<RequestMiddleware>();
        return builder;
    }
}
