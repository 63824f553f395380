using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Audiences.Imports;
using ActiveReach.Sqlite.Audiences.FieldTypes;
using ActiveReach.Sqlite.Audiences.Imports;
using ActiveReach.Workspaces;
using ActiveReach.Sqlite.Documents;
using Contracts.Audiences.FieldTypes;

namespace ActiveReach.Sqlite.Tests.Audiences.FieldTypes;

public sealed class SqliteFieldTypeTests : FieldTypeStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IFieldTypeStore Types => new SqliteFieldTypeStore(product.Database);

    protected override IContactStore Contacts => product.Contacts;

    protected override IAudienceReader Audiences => product.Audiences;

    protected override WorkspaceRegister Workspaces => new(new SqliteDocuments(product.Database));

    protected override IImportRows Imports => new SqliteImportRows(product.Database);

    protected override Task LeaveOutIdsAsync() => product.Database.WriteAsync(session => session.Prepare("UPDATE audience_workspaces SET last = last + 8192").Execute());

    protected override void CutPowerAndStartAgain() => product.CutPowerAndStartAgain();

    public void Dispose() => product.Dispose();
}
