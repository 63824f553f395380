using ActiveReach.Events;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.Events;

internal static class EventStores
{
    public static IServiceCollection AddEventStores(this IServiceCollection services) => services
        .AddSingleton<IEventStore, SqliteEventStore>();
}
