using System.Diagnostics.Metrics;
using ActiveReach.Azure;
using ActiveReach.Azure.Accounts;
using ActiveReach.Functions.Workspaces;
using ActiveReach.Functions.Workspaces.Health;
using ActiveReach.Sqlite;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SqliteGroupCommit;

namespace ActiveReach.Functions.Composition;

internal static class StoresComposition
{
    /// <summary>The stores, role by role, where the settings say; and the real clock where the host brings no other.</summary>
    public static IServiceCollection AddStores(this IServiceCollection services, AppOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services
            .AddSingleton(options.Store)
            .AddHostedService(provider => new UnreadSettings(options.Unread, provider.GetRequiredService<ILogger<UnreadSettings>>()))
            .AddHostedService<StoreStart>();
        var store = options.Store;
        if (store.UsesSqlite)
            services.AddSqlite(provider => options.Database with { Hook = provider.GetService<ICommitHook>() });
        if (store.IsInCloud)
            services.AddIdentity();

        _ = store.Documents is { } documents ? services.AddCosmosAccount(documents).AddCosmosDocuments() : services.AddSqliteDocuments();
        _ = store.Ledger is { } ledger ? services.AddTablesAccount(ledger).AddTablesLedger() : services.AddSqliteLedger();
        _ = store.Media is { } media ? services.AddBlobsAccount(media).AddBlobFiles() : services.AddFiles(_ => store.DataDirectory);
        return store.Queues is { } queues ? services.AddQueuesAccount(queues).AddStorageQueues() : services;
    }

    /// <summary>What every account is shown: the managed identity of the app, or who is signed in on this machine. A user-assigned one is named by AZURE_CLIENT_ID.</summary>
    private static void AddIdentity(this IServiceCollection services)
    {
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.AddSingleton(provider => new StoreMeter(provider.GetRequiredService<IMeterFactory>()));
    }
}
