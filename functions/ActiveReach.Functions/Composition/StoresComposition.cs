using ActiveReach.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SqliteGroupCommit;

namespace ActiveReach.Functions.Composition;

internal static class StoresComposition
{
    /// <summary>The stores, the same on both hosts; and the real clock where the host brings no other.</summary>
    public static IServiceCollection AddStores(this IServiceCollection services, AppOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(options.Store)
            .AddHostedService(provider => new UnreadSettings(options.Unread, provider.GetRequiredService<ILogger<UnreadSettings>>()))
            .AddSqliteStores(provider => options.Database with { Hook = provider.GetService<ICommitHook>() });
    }
}
