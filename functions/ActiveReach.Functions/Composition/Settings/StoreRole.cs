using ActiveReach.Azure;
using ActiveReach.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

/// <summary>A part of what the app knows, kept in this process or in Azure.</summary>
/// <param name="Name">Last part of its setting.</param>
/// <param name="Here">The word for this process.</param>
/// <param name="There">The word for Azure.</param>
/// <param name="Wants">The settings of its account, as they are named to somebody who left them out.</param>
internal sealed record StoreRole(string Name, string Here, string There, string Wants)
{
    private const string InSection = "{0}__Endpoint (or {0}__Emulator, the connection string of an emulator)";

    public static StoreRole Documents { get; } = new("Documents", "sqlite", "cosmos", InSection) { Lacking = Without(services => services.AddSqliteDocuments(), services => services.AddCosmosDocuments()) };

    public static StoreRole Ledger { get; } = new("Ledger", "sqlite", "tables", InSection) { Lacking = Without(services => services.AddSqliteLedger(), services => services.AddTablesLedger()) };

    public static StoreRole Queues { get; } = new("Queues", "embedded", "storage", "AzureWebJobsStorage__accountName (or AzureWebJobsStorage, the connection string of an emulator)");

    public static StoreRole Media { get; } = new("Media", "files", "blobs", InSection) { Lacking = Without(services => services.AddFiles(_ => ""), services => services.AddBlobFiles()) };

    /// <summary>Ports that have no adapter in Azure yet. Nothing keeps this list: it is what one side brings and the other doesn't.</summary>
    public IReadOnlyList<string> Lacking { get; private init; } = [];

    private static IReadOnlyList<string> Without(Action<IServiceCollection> here, Action<IServiceCollection> there) =>
        [.. PortsOf(here).Except(PortsOf(there), StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> PortsOf(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        add(services);
        return services.Select(service => service.ServiceType.Name);
    }
}
