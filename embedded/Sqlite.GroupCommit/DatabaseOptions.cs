using Microsoft.Data.Sqlite;

namespace SqliteGroupCommit;

/// <summary>When a commit counts as done.</summary>
public enum Synchronous
{
    /// <summary>Flushed at checkpoints only: a power cut may lose the last commits. For throw-away data.</summary>
    Normal = 1,

    /// <summary>Flushed to disk at every commit: acknowledged means on disk.</summary>
    Full = 2,
}

/// <summary>How a <see cref="Database"/> is opened.</summary>
public sealed record DatabaseOptions
{
    /// <summary>The database file; its directory is made if it is missing.</summary>
    public required string Path { get; init; }

    /// <summary>Migration scripts, oldest first; the count applied is kept in <c>PRAGMA user_version</c>. Append only.</summary>
    public IReadOnlyList<string> Schema { get; init; } = [];

    /// <summary>Default <see cref="Synchronous.Full"/>.</summary>
    public Synchronous Synchronous { get; init; } = Synchronous.Full;

    /// <summary>Most read-only connections open at once; more readers wait. Default 4.</summary>
    public int ReaderCount { get; init; } = 4;

    /// <summary>Whether foreign keys are enforced. Default false.</summary>
    public bool ForeignKeys { get; init; }

    /// <summary>Page cache of the writing connection in KiB. Default 8,192.</summary>
    public int WriterCacheKiB { get; init; } = 8192;

    /// <summary>Page cache of each reading connection in KiB. Default 2,048.</summary>
    public int ReaderCacheKiB { get; init; } = 2048;

    /// <summary>Bytes of the file mapped into memory for reading; 0 = none (default).</summary>
    public long MmapBytes { get; init; }

    /// <summary>Size of the write-ahead log, in pages, at which it is copied back into the database. Default 4,000.</summary>
    public int CheckpointPages { get; init; } = 4000;

    /// <summary>Called with every connection right after it is opened: the place to register functions and collations.</summary>
    public Action<SqliteConnection>? Configure { get; init; }

    /// <summary>Runs once when the file is opened, as the first transaction: the place for tables that are made where they are missing.</summary>
    public Action<WriteSession>? Prepare { get; init; }

    /// <summary>Fault injection at commits; none by default.</summary>
    public ICommitHook? Hook { get; init; }

    /// <summary>Called once, on the storage thread, when storage fails and the database stops by itself.</summary>
    public Action<Exception>? OnFatal { get; init; }
}
