using ActiveReach.Events;
using ActiveReach.Orders;
using ActiveReach.Sqlite.Orders;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.Events;

internal static class EventStores
{
    public static IServiceCollection AddEventStores(this IServiceCollection services) => services
        .AddSingleton<IEventStore, SqliteEventStore>()
        .AddSingleton<IOrderStore, SqliteOrderStore>();
}
