using ActiveReach.Settings;
using Microsoft.Data.Sqlite;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite;

/// <summary>Where and how the product's file is opened.</summary>
public sealed record ProductDatabaseOptions
{
    /// <summary>Directory of <c>product.db</c>; made if it is missing.</summary>
    public required string Directory { get; init; }

    /// <summary>Fault injection at commits, for tests; none by default.</summary>
    public ICommitHook? Hook { get; init; }

    /// <summary>Called once when storage fails and nothing can be written any more; does nothing by default.</summary>
    public Action<Exception>? OnFatal { get; init; }

    /// <summary><c>ActiveReach__Sqlite__Readers</c>: most queries at once, 1 to 64; more wait. Default 4.</summary>
    public int ReaderCount { get; init; } = 4;

    public static ProductDatabaseOptions Read(SettingReader settings, string directory)
    {
        var missing = new ProductDatabaseOptions { Directory = directory };
        return missing with { ReaderCount = settings.Section("ActiveReach").Section("Sqlite").Whole("Readers", missing.ReaderCount, 1, 64) };
    }
}

/// <summary>The product's one SQLite file, with the tables of every feature. A task returned by a write completes when it is on
/// disk.</summary>
public sealed class ProductDatabase : IDisposable
{
    /// <summary>Page cache of the writing connection, in KiB: what planning and sending append to fits well, and more would only
    /// make the memory of a large campaign differ from that of a small one.</summary>
    internal const int WriterCacheKiB = 8 * 1024;

    public ProductDatabase(ProductDatabaseOptions options) => Database = Database.Open(new DatabaseOptions
    {
        Path = Path.Combine(options.Directory, "product.db"),
        ReaderCount = options.ReaderCount,
        WriterCacheKiB = WriterCacheKiB,
        CheckpointPages = 16_000,
        Configure = ProductSchema.Configure,
        Prepare = ProductSchema.Create,
        Hook = options.Hook,
        OnFatal = options.OnFatal,
    });

    /// <summary>What the stores read and write through.</summary>
    public Database Database { get; }

    /// <summary>Idempotent.</summary>
    public void Dispose() => Database.Dispose();
}
