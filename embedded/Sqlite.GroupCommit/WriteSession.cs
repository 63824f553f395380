using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SqliteGroupCommit;

/// <summary>The writing connection, inside the transaction of the moment. Usable only during the work it was given to.</summary>
public sealed class WriteSession : ReadSession
{
    internal WriteSession(SqliteConnection connection)
        : base(connection)
    {
    }

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(Handle);

    /// <summary>False when SQLite has given the transaction up: whatever is written then stands for itself and is on disk at once.</summary>
    public bool IsOpen => InTransaction;

    public long LastInsertRowId => raw.sqlite3_last_insert_rowid(Handle);
}
