using ActiveReach.Audiences.Imports;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Documents;
using ActiveReach.Entries;
using ActiveReach.Entries.Members;
using ActiveReach.Inbox;
using ActiveReach.Media;
using ActiveReach.Replies;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Imports;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Sqlite.Engagement;
using ActiveReach.Sqlite.Entries;
using ActiveReach.Sqlite.Events;
using ActiveReach.Sqlite.Media;
using ActiveReach.Sqlite.Outlets;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite;

/// <summary>The ports of the product on SQLite, by role. They share one file and look into each other's tables, so that documents and the ledger go together.</summary>
public static class SqliteStores
{
    /// <summary>All of them, with the files beside them.</summary>
    public static IServiceCollection AddSqliteStores(this IServiceCollection services, Func<IServiceProvider, ProductDatabaseOptions> options) => services
        .AddSqlite(options)
        .AddSqliteDocuments()
        .AddSqliteLedger()
        .AddFiles(provider => options(provider).Directory);

    /// <summary>The file itself.</summary>
    public static IServiceCollection AddSqlite(this IServiceCollection services, Func<IServiceProvider, ProductDatabaseOptions> options) => services
        .AddSingleton(provider => new ProductDatabase(options(provider)))
        .AddSingleton(provider => provider.GetRequiredService<ProductDatabase>().Database)
        .AddSingleton<IStoreCheck, SqliteStoreCheck>();

    /// <summary>Documents and people.</summary>
    public static IServiceCollection AddSqliteDocuments(this IServiceCollection services) => services
        .AddSingleton<IDocuments, SqliteDocuments>()
        .AddAudienceStores()
        .AddEventStores()
        .AddOutletStores()
        .AddSingleton<IReplyStore, SqliteReplyStore>();

    /// <summary>The send ledger, and what lies beside it.</summary>
    public static IServiceCollection AddSqliteLedger(this IServiceCollection services) => services
        .AddDeliveryStores()
        .AddSingleton<IEntries, SqliteEntries>()
        .AddSingleton<IMembers, SqliteMembers>()
        .AddSingleton<IEngagementInbox, SqliteEngagementInbox>()
        .AddSingleton<ISuppressionStore, SqliteSuppressionStore>();

    /// <summary>Files in the data directory.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services, Func<IServiceProvider, string> directory) => services
        .AddSingleton<IImportSpool>(provider => new FileImportSpool(Path.Combine(directory(provider), "imports")))
        .AddSingleton<IMediaFiles>(provider => new FileMediaFiles(Path.Combine(directory(provider), "media")));
}
