using ActiveReach.Events;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class EventsComposition
{
    /// <summary>What other systems tell of people, and the orders that come of it.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton<AcceptEvents>();
}
