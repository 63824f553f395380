using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SqliteGroupCommit;

/// <summary>
/// A SQLite file with one writer that commits in groups and a few readers. Write-ahead log; a task returned by a write completes
/// when its transaction is on disk.
/// </summary>
public sealed class Database : IDisposable
{
    private readonly DatabaseOptions options;
    private readonly WriteSession writer;
    private readonly StorageThread storage;
    private readonly ReaderPool readers;
    private readonly FileStream occupation;
    private int disposed;

    private Database(DatabaseOptions options)
    {
        this.options = options;
        Native.Init();
        occupation = Occupation.Take(System.IO.Path.GetFullPath(options.Path));
        Transaction transaction;
        try
        {
            writer = new WriteSession(Connect(SqliteOpenMode.ReadWriteCreate));
            Schema.Execute(
                writer.Connection,
                $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {(int)options.Synchronous}; PRAGMA wal_autocheckpoint = {options.CheckpointPages};"
                + $"PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -{options.WriterCacheKiB}; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = {(options.ForeignKeys ? 1 : 0)};");
            options.Configure?.Invoke(writer.Connection);
            Schema.Apply(writer.Connection, options.Path, options.Schema);
            transaction = new Transaction(writer, options.Hook);
            if (options.Prepare is { } prepare)
                Prepare(transaction, prepare);
        }
        catch
        {
            writer?.Close();
            occupation.Dispose();
            throw;
        }

        readers = new ReaderPool(Math.Max(1, options.ReaderCount), OpenReader);
        storage = new StorageThread(options.Path, transaction, options.OnFatal);
    }

    /// <summary>Opens or makes the file, for this process alone, and brings its schema up to date.</summary>
    /// <exception cref="InvalidOperationException">Another process has it.</exception>
    public static Database Open(DatabaseOptions options) => new(options);

    public string Path => options.Path;

    /// <summary>Writes taken since it was opened.</summary>
    public long Posted => storage.Posted;

    /// <summary>Writes whose completion has run; while it is less than <see cref="Posted"/> the database isn't at rest.</summary>
    public long Finished => storage.Finished;

    /// <summary>Called on a pool thread each time the database comes to rest.</summary>
    public Action? Drained
    {
        get => storage.Drained;
        set => storage.Drained = value;
    }

    /// <summary>Runs the work in a transaction shared with whatever else is queued; an exception undoes this work alone and faults its task alone.
    /// A token that is cancelled by now keeps it from being queued. Once it is queued it is done, and the task tells how it ended.</summary>
    public Task<T> WriteAsync<T>(Func<WriteSession, T> work, CancellationToken cancellation = default) => PostAsync(work, isAlone: false, cancellation);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<WriteSession> work, CancellationToken cancellation = default) => PostAsync(Answering(work), isAlone: false, cancellation);

    /// <summary>Runs the work in a transaction of its own. For large pieces: an exception undoes them without the copy of every page
    /// that a savepoint keeps. A token means what it means in <see cref="WriteAsync{T}"/>.</summary>
    public Task<T> WriteAloneAsync<T>(Func<WriteSession, T> work, CancellationToken cancellation = default) => PostAsync(work, isAlone: true, cancellation);

    /// <inheritdoc cref="WriteAloneAsync{T}"/>
    public Task WriteAloneAsync(Action<WriteSession> work, CancellationToken cancellation = default) => PostAsync(Answering(work), isAlone: true, cancellation);

    /// <summary>Queues work without a savepoint; see <see cref="ICommitWork"/>.</summary>
    public void Post(ICommitWork work) => storage.Post(new UnguardedWork(work));

    /// <summary>Applies the scripts of a module that shares this file, each once; the count applied is kept per module.</summary>
    public void Migrate(string module, IReadOnlyList<string> scripts)
    {
        if (Read(session => Schema.ModuleVersion(session, module)) != scripts.Count)
            WriteAsync(session => Schema.ApplyModule(session, Path, module, scripts)).GetAwaiter().GetResult();
    }

    /// <summary>Runs a query on one snapshot of everything committed so far. While all readers are out it waits without a thread; then it
    /// runs on the caller's, since SQLite knows nothing else. A token that is cancelled ends the waiting and the query, also in mid-row.</summary>
    public async Task<T> ReadAsync<T>(Func<ReadSession, T> query, CancellationToken cancellation = default)
    {
        using var reader = await RentAsync(cancellation);
        return reader.Session.Read(query, cancellation);
    }

    /// <summary>As <see cref="ReadAsync{T}"/>, but blocks its thread while all readers are out: for what can't be asynchronous, such as a start.</summary>
    public T Read<T>(Func<ReadSession, T> query)
    {
        ThrowIfStopped();
        using var reader = readers.Rent();
        return reader.Session.Read(query, CancellationToken.None);
    }

    /// <summary>A reading connection without a transaction.</summary>
    internal ValueTask<ReaderPool.Loan> RentAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ThrowIfStopped();
        return readers.RentAsync(cancellation);
    }

    /// <summary>Stops as a power cut would: what is not committed is lost and nothing is tidied up.</summary>
    public void CutPower() => End(tidily: false);

    /// <summary>Finishes the queued writes, folds the log into the file and closes it.</summary>
    public void Dispose() => End(tidily: true);

    private void End(bool tidily)
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;

        var wasWell = storage.Stopped is null;
        if (tidily)
            storage.Close();
        else
            storage.Cut(new IOException("its power was cut."));

        readers.Dispose();
        if (wasWell && tidily)
            Schema.Execute(writer.Connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        else
            raw.sqlite3_db_config(writer.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
        writer.Close();
        occupation.Dispose();
    }

    private void Prepare(Transaction transaction, Action<WriteSession> prepare)
    {
        var work = new GuardedWork<bool>(Answering(prepare), isAlone: true);
        try
        {
            transaction.Run([work]);
        }
        catch (Exception error)
        {
            throw new StoppedException(Path, error);
        }

        if (work.Failure is { } failure)
            throw failure;
    }

    private Task<T> PostAsync<T>(Func<WriteSession, T> work, bool isAlone, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellation);
        var guarded = new GuardedWork<T>(work, isAlone);
        storage.Post(guarded);
        return guarded.Completion;
    }

    private static Func<WriteSession, bool> Answering(Action<WriteSession> work) => session =>
    {
        work(session);
        return true;
    };

    private void ThrowIfStopped()
    {
        if (storage.Stopped is { } stopped)
            throw stopped;
    }

    private ReadSession OpenReader()
    {
        var session = new ReadSession(Connect(SqliteOpenMode.ReadOnly));
        Schema.Execute(session.Connection, $"PRAGMA cache_size = -{options.ReaderCacheKiB}; PRAGMA mmap_size = {options.MmapBytes}; PRAGMA temp_store = MEMORY;");
        options.Configure?.Invoke(session.Connection);
        session.HearCancellation();
        return session;
    }

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = options.Path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        Schema.Execute(connection, "PRAGMA busy_timeout = 10000");
        return connection;
    }
}
