using ActiveReach.Events;
using ActiveReach.Orders;
using ActiveReach.Retention;
using ActiveReach.Sqlite.Orders;
using ActiveReach.Sqlite.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.Events;

internal static class EventStores
{
    public static IServiceCollection AddEventStores(this IServiceCollection services) => services
        .AddSingleton<IEventStore, SqliteEventStore>()
        .AddSingleton<IOrderStore, SqliteOrderStore>()
        .AddSingleton<IRetentionStore, SqliteRetentionStore>();
}
