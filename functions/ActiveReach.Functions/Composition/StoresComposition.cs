using ActiveReach.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SqliteGroupCommit;

namespace ActiveReach.Functions.Composition;

internal static class StoresComposition
{
    /// <summary>The stores, the same on both hosts; and the real clock where the host brings no other.</summary>
    public static IServiceCollection AddStores(this IServiceCollection services, StoreOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSqliteStores(provider => new ProductDatabaseOptions
        {
            Directory = options.DataDirectory,
            Hook = provider.GetService<ICommitHook>(),
        });
    }
}
