using ActiveReach.Documents;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Sqlite.Engagement;
using ActiveReach.Sqlite.Events;
using ActiveReach.Sqlite.Outlets;
using ActiveReach.Sqlite.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite;

/// <summary>The ports of the product on SQLite.</summary>
public static class SqliteStores
{
    public static IServiceCollection AddSqliteStores(this IServiceCollection services, Func<IServiceProvider, ProductDatabaseOptions> options) => services
        .AddSingleton(provider => new ProductDatabase(options(provider)))
        .AddSingleton(provider => provider.GetRequiredService<ProductDatabase>().Database)
        .AddWorkspaceStores()
        .AddSingleton<IDocuments, SqliteDocuments>()
        .AddAudienceStores(options)
        .AddEventStores()
        .AddOutletStores()
        .AddDeliveryStores()
        .AddEngagementStores();
}
