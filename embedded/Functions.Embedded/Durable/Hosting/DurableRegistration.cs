using Functions.Embedded.Clock;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SqliteGroupCommit;

namespace Functions.Embedded.Durable;

/// <summary>Adds a durable engine to an app.</summary>
public static class DurableRegistration
{
    /// <summary>Registers the engine, its registry, options and client; it starts and stops with the host.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="database">The database it shares.</param>
    public static IServiceCollection AddDurableEngine(this IServiceCollection services, Func<IServiceProvider, Database> database)
    {
        services.AddSystemClock();
        services.TryAddSingleton<DurableRegistry>();
        services.TryAddSingleton<DurableOptions>();
        services.TryAddSingleton(provider => new DurableEngine(
            database(provider),
            provider.GetRequiredService<DurableRegistry>(),
            provider.GetRequiredService<DurableOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<RuntimeActivity>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.TryAddSingleton(provider => provider.GetRequiredService<DurableEngine>().Client);
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<DurableEngine>());
        return services;
    }
}
