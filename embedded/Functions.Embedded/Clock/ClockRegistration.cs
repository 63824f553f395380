using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Functions.Embedded.Clock;

/// <summary>Chooses the business clock of an app.</summary>
public static class ClockRegistration
{
    /// <summary>Business time is the system's, unless a clock was chosen already.</summary>
    public static IServiceCollection AddSystemClock(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RuntimeActivity>();
        return services;
    }

    /// <summary>Business time starts at the given instant and stands still but for jumps.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="start">The first instant.</param>
    /// <param name="jumpWhenIdle">True (default): time-lapse, it jumps to the next business timer whenever nothing goes on. False: only <see cref="SimulatedTimeProvider.Advance"/> moves it.</param>
    public static IServiceCollection AddSimulatedClock(this IServiceCollection services, DateTimeOffset start, bool jumpWhenIdle = true)
    {
        services.TryAddSingleton<RuntimeActivity>();
        services.RemoveAll<SimulatedTimeProvider>();
        services.RemoveAll<TimeProvider>();
        services.AddSingleton(new SimulatedTimeProvider(start));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<SimulatedTimeProvider>());
        if (jumpWhenIdle)
        {
            services.AddSingleton<TimeLapse>();
            services.AddHostedService(provider => provider.GetRequiredService<TimeLapse>());
        }

        return services;
    }
}
