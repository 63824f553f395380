using ActiveReach.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.Workspaces;

internal static class WorkspaceStores
{
    public static IServiceCollection AddWorkspaceStores(this IServiceCollection services) => services
        .AddSingleton<IStoreCheck, SqliteStoreCheck>();
}
