using Functions.Embedded.Hosting;
using Functions.Embedded.Http;
using Functions.Embedded.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Functions.Embedded;

/// <summary>
/// Collects services, configuration and middleware of a function app and builds its embedded host once. It stands where the worker's own
/// builder stands under the Functions host, behind the same two interfaces; HTTP triggers with ASP.NET Core's types are always served.
/// </summary>
public sealed class EmbeddedApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder web;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware = [next => context => HttpResults.RunAsync(context, next)];
    private readonly EmbeddedOptions options = new();
    private bool isBuilt;

    private EmbeddedApplicationBuilder(WebApplicationBuilder web) => this.web = web;

    /// <inheritdoc/>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)web).Properties;

    /// <inheritdoc cref="IHostApplicationBuilder.Configuration"/>
    public ConfigurationManager Configuration => web.Configuration;

    /// <inheritdoc/>
    IConfigurationManager IHostApplicationBuilder.Configuration => web.Configuration;

    /// <inheritdoc/>
    public IHostEnvironment Environment => web.Environment;

    /// <inheritdoc/>
    public ILoggingBuilder Logging => web.Logging;

    /// <inheritdoc/>
    public IMetricsBuilder Metrics => web.Metrics;

    /// <inheritdoc cref="IHostApplicationBuilder.Services"/>
    public IServiceCollection Services => web.Services;

    /// <summary>
    /// A builder with configuration from appsettings*.json, <c>local.settings.json</c>, the environment and the command line
    /// (later wins), and logging to the console.
    /// </summary>
    public static EmbeddedApplicationBuilder Create(string[] args) => new(AppBuilder.Create(args));

    /// <summary>Sets what the Functions host would decide from outside.</summary>
    public EmbeddedApplicationBuilder UseEmbedded(Action<EmbeddedOptions> configure)
    {
        configure(options);
        return this;
    }

    /// <summary>Where the host would listen.</summary>
    /// <exception cref="InvalidOperationException">The settings name no port.</exception>
    public IReadOnlyList<string> Urls => ListenAddress.Urls(options, Configuration);

    /// <summary>Builds the host: discovers the functions and checks them. The functions themselves come after all middleware.</summary>
    /// <exception cref="InvalidOperationException">Called twice, or a function is not well formed.</exception>
    public EmbeddedHost Build()
    {
        if (isBuilt)
            throw new InvalidOperationException("Build can only be called once. Create another builder for another host.");
        isBuilt = true;
        return AppComposition.Build(web, options, Pipeline());
    }

    /// <inheritdoc/>
    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)web).ConfigureContainer(factory, configure);

    /// <inheritdoc/>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        this.middleware.Add(middleware);
        return this;
    }

    private FunctionExecutionDelegate Pipeline()
    {
        FunctionExecutionDelegate pipeline = FunctionExecution.RunAsync;
        for (var i = middleware.Count - 1; i >= 0; i--)
            pipeline = middleware[i](pipeline);
        return pipeline;
    }
}
