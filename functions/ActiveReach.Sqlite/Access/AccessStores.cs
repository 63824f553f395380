using ActiveReach.Access;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.Access;

internal static class AccessStores
{
    public static IServiceCollection AddAccessStores(this IServiceCollection services) => services
        .AddSingleton<IMemberStore, SqliteMemberStore>()
        .AddSingleton<IKeyStore, SqliteKeyStore>()
        .AddSingleton<ISessionStore, SqliteSessionStore>();
}
