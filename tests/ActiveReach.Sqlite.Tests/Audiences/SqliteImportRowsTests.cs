using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Sqlite.Audiences.Imports;
using Contracts.Audiences.Imports;

namespace ActiveReach.Sqlite.Tests.Audiences;

public sealed class SqliteImportRowsTests : ImportRowsContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IImportRows Rows => new SqliteImportRows(product.Database);

    protected override IContactStore Contacts => product.Contacts;

    public void Dispose() => product.Dispose();
}
