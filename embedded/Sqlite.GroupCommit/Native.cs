using System.Runtime.InteropServices;
using SQLitePCL;

namespace SqliteGroupCommit;

/// <summary>The calls that run for every value, straight to the library: what the wrapper adds to each (a counted handle, a change of the
/// collector's mode) costs more than SQLite does. Those that may take long, wait or call back change the mode as usual.</summary>
internal static unsafe partial class Native
{
    private const string Library = "e_sqlite3";
    private const int ConfigureMultiThread = 2;

    /// <summary>SQLite copies the text before it returns.</summary>
    public static readonly nint Transient = -1;

    /// <summary>Loads SQLite without a lock around every call: a connection of ours is one thread's at a time. Where somebody else has begun to use the
    /// library it stays as it is, only slower.</summary>
    public static void Init()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(ConfigureMultiThread);
    }

    [LibraryImport(Library)]
    public static partial int sqlite3_step(nint statement);

    [LibraryImport(Library)]
    public static partial int sqlite3_reset(nint statement);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_changes(nint connection);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_bind_int64(nint statement, int index, long value);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_bind_double(nint statement, int index, double value);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_bind_null(nint statement, int index);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_bind_text(nint statement, int index, byte* text, int length, nint destructor);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_bind_blob(nint statement, int index, byte* bytes, int length, nint destructor);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_column_type(nint statement, int column);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial long sqlite3_column_int64(nint statement, int column);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial double sqlite3_column_double(nint statement, int column);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial byte* sqlite3_column_blob(nint statement, int column);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_column_bytes(nint statement, int column);
}
