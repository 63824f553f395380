using ActiveReach.Outlets.Assignment;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.Outlets;

internal static class OutletStores
{
    public static IServiceCollection AddOutletStores(this IServiceCollection services) => services
        .AddSingleton<IOutletContacts, SqliteOutletContacts>();
}
