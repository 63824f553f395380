using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Tests;

/// <summary>The product's database in a directory that goes with the test.</summary>
internal sealed class TemporaryProduct : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("activereach-");
    private readonly ProductDatabase product;

    public TemporaryProduct() => product = new ProductDatabase(new ProductDatabaseOptions { Directory = folder.FullName });

    public Database Database => product.Database;

    public void Dispose()
    {
        product.Dispose();
        folder.Delete(recursive: true);
    }
}
