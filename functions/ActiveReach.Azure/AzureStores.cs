using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Timelines;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Accounts.Access;
using ActiveReach.Azure.Accounts.Storage;
using ActiveReach.Azure.Audiences;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.FieldTypes;
using ActiveReach.Azure.Audiences.Imports;
using ActiveReach.Azure.Audiences.Timelines;
using ActiveReach.Azure.Consent;
using ActiveReach.Azure.Delivery;
using ActiveReach.Azure.Delivery.Conversions;
using ActiveReach.Azure.Delivery.Rows;
using ActiveReach.Azure.Delivery.Touches;
using ActiveReach.Azure.Documents;
using ActiveReach.Azure.Engagement;
using ActiveReach.Azure.Entries;
using ActiveReach.Azure.Events;
using ActiveReach.Azure.Media;
using ActiveReach.Azure.Orders;
using ActiveReach.Azure.Outlets;
using ActiveReach.Azure.Queues;
using ActiveReach.Azure.Replies;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Permits;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Stages;
using ActiveReach.Documents;
using ActiveReach.Entries;
using ActiveReach.Entries.Members;
using ActiveReach.Events;
using ActiveReach.Inbox;
using ActiveReach.Media;
using ActiveReach.Orders;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Queues;
using ActiveReach.Replies;
using ActiveReach.Workspaces;
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ActiveReach.Azure;

/// <summary>The ports of the product in Azure, by role, and the accounts below them. A port that stands here is taken as soon as its role is kept in Azure; the app
/// names those that don't, and refuses the role until all do.</summary>
public static class AzureStores
{
    /// <summary>Documents and people: what <c>AddSqliteDocuments</c> has.</summary>
    public static IServiceCollection AddCosmosDocuments(this IServiceCollection services) => services
        .AddSingleton<IDocuments, CosmosDocuments>()
        .AddSingleton<CosmosContacts>()
        .AddSingleton<IContactStore>(provider => provider.GetRequiredService<CosmosContacts>())
        .AddSingleton<IAudienceReader, CosmosAudienceReader>()
        .AddSingleton<IConsentStore, CosmosConsents>()
        .AddSingleton<IImportRows, CosmosImportRows>()
        .AddSingleton<IFieldTypeStore, CosmosFieldTypeStore>()
        .AddSingleton<IOutletContacts, CosmosOutletContacts>()
        .AddSingleton<IContactTimeline, CosmosContactTimeline>()
        .AddSingleton<IContactHistory, CosmosContactHistory>()
        .AddSingleton<EventBelongings>()
        .AddSingleton<IContactBelongings>(provider => provider.GetRequiredService<EventBelongings>())
        .AddSingleton<IEventStore, CosmosEvents>()
        .AddSingleton<CosmosOrders>()
        .AddSingleton<IOrderStore>(provider => provider.GetRequiredService<CosmosOrders>())
        .AddSingleton<IContactOrders>(provider => provider.GetRequiredService<CosmosOrders>())
        .AddSingleton<CosmosReplies>()
        .AddSingleton<IReplyStore>(provider => provider.GetRequiredService<CosmosReplies>())
        .AddSingleton<IContactBelongings>(provider => provider.GetRequiredService<CosmosReplies>());

    /// <summary>The send ledger, and what lies beside it: what <c>AddSqliteLedger</c> has. Frozen chunks of plans are blobs.</summary>
    public static IServiceCollection AddTablesLedger(this IServiceCollection services) => services
        .AddSingleton(provider => new ClaimStore { IsAlone = false, Ahead = () => Tables(provider).Clock.Ahead })
        .AddSingleton<ILedger>(provider => new TableLedger(Tables(provider), TimeProvider.System))
        .AddSingleton<ILedgerRows>(provider => new TableLedgerRows(Tables(provider), TimeProvider.System))
        .AddSingleton<IContactBelongings>(provider => new LedgerBelongings(Tables(provider), TimeProvider.System))
        .AddSingleton<IPlans>(provider => new TablePlans(Tables(provider), provider.GetRequiredService<BlobsAccount>(), TimeProvider.System))
        .AddSingleton<IActiveStages>(provider => new TableActiveStages(Tables(provider), TimeProvider.System))
        .AddSingleton<IEntries>(provider => new TableEntries(Tables(provider), TimeProvider.System))
        .AddSingleton<IMembers>(provider => new TableMembers(Tables(provider), TimeProvider.System))
        .AddSingleton<IPermits>(provider => new TablePermits(Tables(provider), provider.GetRequiredService<TimeProvider>(), TimeProvider.System))
        .AddSingleton(provider => new TableTouches(Tables(provider), provider.GetRequiredService<ILedger>(), TimeProvider.System))
        .AddSingleton<ITouches>(provider => provider.GetRequiredService<TableTouches>())
        .AddSingleton<IContactBelongings>(provider => provider.GetRequiredService<TableTouches>())
        .AddSingleton(provider => new TableConversions(Tables(provider), TimeProvider.System))
        .AddSingleton<IConversions>(provider => provider.GetRequiredService<TableConversions>())
        .AddSingleton<IContactBelongings>(provider => provider.GetRequiredService<TableConversions>())
        .AddSingleton<IEngagementInbox>(provider => new TableEngagementInbox(Tables(provider), provider.GetRequiredService<IDocuments>(), TimeProvider.System))
        .AddSingleton<ISuppressionStore, CosmosSuppressions>();

    /// <summary>Files: what <c>AddFiles</c> has.</summary>
    public static IServiceCollection AddBlobFiles(this IServiceCollection services) => services
        .AddSingleton<IImportSpool, BlobImportSpool>()
        .AddSingleton<IMediaFiles, BlobMediaFiles>();

    /// <summary>Queues, the system's clock being theirs.</summary>
    public static IServiceCollection AddStorageQueues(this IServiceCollection services) => services
        .AddSingleton<IMessageQueue>(provider => new StorageQueue(provider.GetRequiredService<QueuesAccount>(), TimeProvider.System));

    public static IServiceCollection AddCosmosAccount(this IServiceCollection services, CosmosOptions options)
    {
        services.TryAddSingleton(provider => CosmosAccount.Of(options, Identity(provider), Meter(provider)));
        return services.AddSingleton<IStoreCheck>(provider => new CosmosCheck(options.Account, provider.GetRequiredService<CosmosAccount>()));
    }

    public static IServiceCollection AddTablesAccount(this IServiceCollection services, AccountOptions options)
    {
        services.TryAddSingleton(provider => options.Endpoint is { } endpoint
            ? TablesAccount.Of(endpoint, Identity(provider), Meter(provider), TimeProvider.System)
            : TablesAccount.Of(options.Emulator!, Meter(provider), TimeProvider.System));
        return services.AddSingleton<IStoreCheck>(provider => new TableCheck(options, Tables(provider)));
    }

    public static IServiceCollection AddQueuesAccount(this IServiceCollection services, AccountOptions options)
    {
        services.TryAddSingleton(provider => new QueuesAccount(options, Identity(provider), Meter(provider)));
        return services.AddSingleton<IStoreCheck>(provider => new StorageQueueCheck(options, provider.GetRequiredService<QueuesAccount>()));
    }

    public static IServiceCollection AddBlobsAccount(this IServiceCollection services, AccountOptions options)
    {
        services.TryAddSingleton(provider => new BlobsAccount(options, Identity(provider), Meter(provider)));
        return services.AddSingleton<IStoreCheck>(provider => new BlobCheck(options, provider.GetRequiredService<BlobsAccount>()));
    }

    private static TablesAccount Tables(IServiceProvider provider) => provider.GetRequiredService<TablesAccount>();

    private static TokenCredential Identity(IServiceProvider provider) => provider.GetRequiredService<TokenCredential>();

    private static StoreMeter Meter(IServiceProvider provider) => provider.GetRequiredService<StoreMeter>();
}
