using Microsoft.Data.Sqlite;

namespace ActiveReach.Sqlite.Tests;

/// <summary>A file of another version of the app.</summary>
public sealed class OtherVersionTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("activereach-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void One_with_other_tables_is_refused_at_the_start_and_named()
    {
        Open();
        Change("ALTER TABLE contacts ADD COLUMN favourite_colour TEXT");

        var refusal = Assert.Throws<InvalidOperationException>(Open);

        Assert.Contains("'contacts' in '", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("move the file away", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_lacks_a_table_or_has_one_more_is_opened_and_completed()
    {
        Open();
        Change("DROP TABLE active_stages; CREATE TABLE of_a_newer_feature (id TEXT PRIMARY KEY)");

        Open();
        Open();
    }

    private void Open() => new ProductDatabase(new ProductDatabaseOptions { Directory = folder.FullName }).Dispose();

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "product.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
