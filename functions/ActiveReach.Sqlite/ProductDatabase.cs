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

    /// <summary>Most queries at once; more wait. Default 4.</summary>
    public int ReaderCount { get; init; } = 4;
}

/// <summary>The product's one SQLite file, with the tables of every feature. A task returned by a write completes when it is on
/// disk.</summary>
public sealed class ProductDatabase : IDisposable
{
    private readonly Database database;

    public ProductDatabase(ProductDatabaseOptions options)
    {
        database = Database.Open(new DatabaseOptions
        {
            Path = Path.Combine(options.Directory, "product.db"),
            ReaderCount = options.ReaderCount,
            Configure = ProductSchema.Configure,
            Hook = options.Hook,
            OnFatal = options.OnFatal,
        });
        try
        {
            database.WriteAsync(session => ProductSchema.Create(session.Connection)).GetAwaiter().GetResult();
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public string FilePath => database.Path;

    /// <summary>Writes that are queued or whose completion has not run yet.</summary>
    public long Outstanding => database.Outstanding;

    /// <inheritdoc cref="Database.WriteAsync{T}"/>
    public Task<T> WriteAsync<T>(Func<WriteSession, T> work) => database.WriteAsync(work);

    /// <inheritdoc cref="Database.WriteAsync{T}"/>
    public Task WriteAsync(Action<WriteSession> work) => database.WriteAsync(work);

    /// <inheritdoc cref="Database.Post"/>
    public void Post(ICommitWork work) => database.Post(work);

    /// <inheritdoc cref="Database.Read{T}"/>
    public T Read<T>(Func<ReadSession, T> query) => database.Read(query);

    /// <inheritdoc cref="Database.RentReader"/>
    public ReaderLease RentReader() => database.RentReader();

    /// <inheritdoc cref="Database.CutPower"/>
    public void CutPower() => database.CutPower();

    public void Dispose() => database.Dispose();
}
