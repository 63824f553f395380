using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Audiences.Imports;
using ActiveReach.Sqlite.Audiences.Imports;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;
using static ActiveReach.Sqlite.Tests.Audiences.SomeContact;

namespace ActiveReach.Sqlite.Tests.Audiences;

public sealed class SqliteImportTests : ImportContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IImportStore Imports => new SqliteImportStore(product.Database);

    protected override IImportSpool Spool => new FileImportSpool(Folder);

    protected override IContactStore Contacts => product.Contacts;

    protected override IWorkspaceStore Workspaces => new SqliteWorkspaceStore(product.Database);

    protected override int Spooled => Directory.Exists(Folder) ? Directory.GetFiles(Folder).Length : 0;

    protected override async Task<IReadOnlyList<string?>> FoundAsync(string where) =>
        [.. (await product.Audiences.PageAsync(new ResolvedAudience(Shop, ExpressionParser.Parse(Where(where).Where, Shop), Now), default, 100)).Select(person => person.ExternalId)];

    private string Folder => Path.Combine(product.Folder, "imports");

    public void Dispose() => product.Dispose();

    protected override void CutPower() => product.Database.CutPower();

    protected override void StartAgain() => product.CutPowerAndStartAgain();
}
