using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Audiences.FieldTypes;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Sqlite.Events;
using Contracts.Transfer;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Tests.Transfer;

/// <summary>From one data directory to another.</summary>
public sealed class SqliteTransferTests : TransferContract, IDisposable
{
    private readonly TemporaryProduct source = new();
    private readonly TemporaryProduct target = new();

    protected override TransferStores Source => Stores(source.Database);

    protected override TransferStores Target => Stores(target.Database);

    public void Dispose()
    {
        source.Dispose();
        target.Dispose();
    }

    private static TransferStores Stores(Database database) => new(
        new SqliteDocuments(database),
        new SqliteContactStore(database),
        new SqliteConsentStore(database),
        new SqliteSuppressionStore(database),
        new SqliteEventStore(database),
        new SqliteFieldTypeStore(database));
}
