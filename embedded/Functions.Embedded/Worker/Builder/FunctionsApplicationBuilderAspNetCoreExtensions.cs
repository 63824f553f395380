using Functions.Embedded.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>HTTP triggers with ASP.NET Core's types.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Serves HTTP triggers; must come before middleware that changes their results.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        if (builder.ServesHttp)
            return builder;
        builder.ServesHttp = true;
        builder.Services.AddMvcCore();
        builder.Use(next => context => HttpResults.RunAsync(context, next));
        return builder;
    }
}
