using System.Reflection;
using System.Text.Json;
using Functions.Embedded.Clock;
using Functions.Embedded.Discovery;
using Functions.Embedded.Durable;
using Functions.Embedded.Http;
using Functions.Embedded.Http.Management;
using Functions.Embedded.Invocation;
using Functions.Embedded.Orchestrations;
using Functions.Embedded.Queues;
using Functions.Embedded.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Functions.Embedded.Hosting;

/// <summary>Puts the runtime around the app's services.</summary>
internal static class AppComposition
{
    public static EmbeddedHost Build(WebApplicationBuilder builder, EmbeddedOptions options, FunctionExecutionDelegate pipeline)
    {
        var catalog = new FunctionCatalog([.. FunctionDiscovery.In(TypesOf(options)).Where(function => !IsDisabled(function.Name, builder.Configuration))]);
        var host = HostSettings.Read(options.HostJson ?? Path.Combine(builder.Environment.ContentRootPath, "host.json"), options.HostJson is not null, builder.Configuration);
        AddRuntime(builder, options, catalog, host, pipeline);
        var urls = ListenAddress.Urls(options, builder.Configuration);
        builder.WebHost.UseUrls(urls);
        builder.Services.Configure<KestrelServerOptions>(kestrel => RequestLimit.Apply(kestrel, builder.Configuration));

        var web = builder.Build();
        catalog.UseActivator(web.Services.GetService<IFunctionActivator>());
        HttpEndpoints.Map(web, catalog, host, web.Services.GetRequiredService<HttpDispatcher>());
        if (options.ServeDurableManagement)
            ManagementEndpoints.Map(web);
        options.Pages?.Invoke(web);
        if (options.Unanswered is { } answer)
            web.Use(next => http => UnansweredRequests.RunAsync(http, next, answer));
        return new EmbeddedHost(web, urls);
    }

    private static void AddRuntime(
        WebApplicationBuilder builder, EmbeddedOptions options, FunctionCatalog catalog, HostSettings host, FunctionExecutionDelegate pipeline)
    {
        var services = builder.Services;
        services.AddMvcCore();
        services.AddSystemClock();
        services.Configure<JsonSerializerOptions>(json => json.PropertyNameCaseInsensitive = true);
        services.AddSingleton(options);
        services.AddSingleton(catalog);
        services.AddSingleton(host);
        services.AddSingleton<RuntimeDatabase>();
        services.AddSingleton(provider => new FunctionInvoker(
            pipeline, provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<IOutputSender>()));
        services.AddSingleton<HttpDispatcher>();
        AddDurable(services);
        AddQueues(services);
        AddTimers(services);
    }

    private static void AddQueues(IServiceCollection services)
    {
        services.AddSingleton<QueueStore>();
        services.AddSingleton(provider => new EmbeddedQueues(provider.GetRequiredService<QueueStore>()));
        services.AddSingleton<IOutputSender>(provider => ActivatorUtilities.CreateInstance<QueueOutputs>(
            provider, new Lazy<EmbeddedQueues>(provider.GetRequiredService<EmbeddedQueues>)));
        services.AddSingleton<QueueTriggers>();
        services.AddHostedService(provider => provider.GetRequiredService<QueueTriggers>());
    }

    private static void AddDurable(IServiceCollection services)
    {
        services.AddSingleton(provider => new DurableOptions
        {
            DataConverter = new JsonDataConverter(provider.GetRequiredService<IOptions<JsonSerializerOptions>>().Value),
            ThrowStatusExceptionsOnRaiseEvent = provider.GetRequiredService<HostSettings>().Flag("durableTask", "throwStatusExceptionsOnRaiseEvent", fallback: true),
        });
        services.AddSingleton(provider =>
        {
            var registry = new DurableRegistry();
            DurableFunctions.Register(registry, provider.GetRequiredService<FunctionCatalog>(), provider.GetRequiredService<FunctionInvoker>());
            return registry;
        });
        services.AddDurableEngine(provider => provider.GetRequiredService<RuntimeDatabase>().Database);
    }

    private static void AddTimers(IServiceCollection services)
    {
        services.AddSingleton<TimerStore>();
        services.AddSingleton<BusinessTimers>();
        services.AddHostedService<TimerTriggers>();
    }

    /// <summary>As in the cloud: <c>AzureWebJobs.Name.Disabled</c>, or with double underscores where a dot can't be written.</summary>
    private static bool IsDisabled(string function, ConfigurationManager configuration) =>
        (configuration[$"AzureWebJobs.{function}.Disabled"] ?? configuration[$"AzureWebJobs:{function}:Disabled"]) is { } value
        && (value == "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Type> TypesOf(EmbeddedOptions options)
    {
        if (options.FunctionAssemblies.Count + options.FunctionTypes.Count > 0)
            return options.FunctionAssemblies.SelectMany(assembly => assembly.GetTypes()).Concat(options.FunctionTypes);
        return Assembly.GetEntryAssembly()?.GetTypes()
            ?? throw new InvalidOperationException("There is no entry assembly to look for functions in. Name one in EmbeddedOptions.FunctionAssemblies.");
    }
}
