using ActiveReach.Outlets;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Tests.Audiences;

/// <summary>The product's database in a folder of its own, gone afterwards.</summary>
internal sealed class TemporaryProduct : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("activereach-");
    private ProductDatabase product;

    public TemporaryProduct() => product = new ProductDatabase(new ProductDatabaseOptions { Directory = folder.FullName });

    public string Folder => folder.FullName;

    public Database Database => product.Database;

    public SqliteDocuments Documents => new(Database);

    public WorkspaceRegister Workspaces => new(Documents);

    public OutletDirectories Outlets => new(new OutletRegister(Documents));

    public SqliteContactStore Contacts => new(Database, Outlets);

    public SqliteAudienceReader Audiences => new(Database, Outlets);

    public void CutPowerAndStartAgain()
    {
        Database.CutPower();
        product = new ProductDatabase(new ProductDatabaseOptions { Directory = folder.FullName });
    }

    public void Dispose()
    {
        product.Dispose();
        folder.Delete(recursive: true);
    }
}
