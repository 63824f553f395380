using Microsoft.Data.Sqlite;

namespace SqliteGroupCommit;

/// <summary>A read-only connection on loan, for ADO.NET queries; dispose it soon, there are few.</summary>
public sealed class ReaderLease : IDisposable
{
    private readonly ReaderPool pool;
    private ReadSession? session;

    internal ReaderLease(ReaderPool pool)
    {
        this.pool = pool;
        session = pool.Rent();
    }

    /// <summary>The open connection. Each statement sees the newest commits unless a transaction is begun on it.</summary>
    public SqliteConnection Connection => Session.Connection;

    /// <summary>The same connection with its prepared statements.</summary>
    public ReadSession Session => session ?? throw new ObjectDisposedException(nameof(ReaderLease));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref session, null) is { } returned)
            pool.Return(returned);
    }
}
