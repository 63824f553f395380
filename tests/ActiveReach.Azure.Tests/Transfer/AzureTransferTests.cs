using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Documents;
using ActiveReach.Events;
using ActiveReach.Sqlite;
using Contracts.Transfer;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Azure.Tests.Transfer;

/// <summary>From a laptop to the cloud.</summary>
public sealed class AzureTransferTests : TransferContract, IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("activereach-laptop-");
    private readonly CosmosWorld cosmos = new();
    private readonly TablesWorld tables = new();
    private ServiceProvider? laptop;
    private ServiceProvider? cloud;

    protected override TransferStores Source => Stores(laptop!);

    protected override TransferStores Target => Stores(cloud!);

    public async Task InitializeAsync()
    {
        await cosmos.InitializeAsync();
        await tables.InitializeAsync();
        laptop = new ServiceCollection().AddSingleton(TimeProvider.System).AddSqliteStores(_ => new ProductDatabaseOptions { Directory = folder.FullName }).BuildServiceProvider();
        cloud = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton(cosmos.Account).AddSingleton(tables.Account).AddSingleton(tables.Files)
            .AddCosmosDocuments().AddTablesLedger().BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await cloud!.DisposeAsync();
        await laptop!.DisposeAsync();
        await tables.DisposeAsync();
        await cosmos.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static TransferStores Stores(IServiceProvider stores) => new(
        stores.GetRequiredService<IDocuments>(),
        stores.GetRequiredService<IContactStore>(),
        stores.GetRequiredService<IConsentStore>(),
        stores.GetRequiredService<ISuppressionStore>(),
        stores.GetRequiredService<IEventStore>(),
        stores.GetRequiredService<IFieldTypeStore>());
}
