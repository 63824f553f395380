using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SqliteGroupCommit;

/// <summary>
/// A prepared statement on the raw handle. Parameters count from 1, columns from 0. It belongs to its session and thread;
/// the same SQL gives the same statement again, so finish with one before preparing its text anew.
/// </summary>
public sealed unsafe class Statement
{
    private readonly ReadSession session;
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt handle;
    private readonly nint native;
    private readonly nint database;
    private bool noted;

    internal Statement(ReadSession session, string sql)
    {
        this.session = session;
        connection = session.Handle;
        var rc = raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out handle);
        if (rc != raw.SQLITE_OK)
            throw new SqliteException($"{raw.sqlite3_errmsg(connection).utf8_to_string()} in: {sql}", rc, raw.sqlite3_extended_errcode(connection));
        native = handle.DangerousGetHandle();
        database = connection.DangerousGetHandle();
    }

    public Statement Bind(int index, long value)
    {
        Check(Native.sqlite3_bind_int64(native, index, value));
        return this;
    }

    public Statement Bind(int index, int value) => Bind(index, (long)value);

    public Statement Bind(int index, bool value) => Bind(index, value ? 1L : 0L);

    public Statement Bind(int index, long? value) => value is { } known ? Bind(index, known) : BindNull(index);

    public Statement Bind(int index, double value)
    {
        Check(Native.sqlite3_bind_double(native, index, value));
        return this;
    }

    public Statement Bind(int index, double? value) => value is { } known ? Bind(index, known) : BindNull(index);

    public Statement Bind(int index, string? value)
    {
        if (value is null)
            return BindNull(index);

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most <= 1024)
        {
            Span<byte> bytes = stackalloc byte[most];
            return BindUtf8(index, bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(most);
        BindUtf8(index, rented.AsSpan(0, Encoding.UTF8.GetBytes(value, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    /// <summary>Binds text that is UTF-8 already.</summary>
    public Statement BindUtf8(int index, ReadOnlySpan<byte> value)
    {
        // A pointer to nothing would mean NULL.
        byte nothing = 0;
        fixed (byte* bytes = value)
            Check(Native.sqlite3_bind_text(native, index, bytes is null ? &nothing : bytes, value.Length, Native.Transient));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        byte nothing = 0;
        fixed (byte* bytes = value)
            Check(Native.sqlite3_bind_blob(native, index, bytes is null ? &nothing : bytes, value.Length, Native.Transient));
        return this;
    }

    public Statement BindNull(int index)
    {
        Check(Native.sqlite3_bind_null(native, index));
        return this;
    }

    /// <summary>Goes to the next row; false, and reset, when there is none.</summary>
    public bool Step()
    {
        var rc = Native.sqlite3_step(native);
        if (rc == raw.SQLITE_ROW)
        {
            if (!noted)
                session.Opened(this);
            noted = true;
            return true;
        }

        if (rc != raw.SQLITE_DONE)
            Fail(rc);

        Reset();
        return false;
    }

    /// <summary>Runs to the end and resets; gives the number of rows changed by it.</summary>
    public int Execute()
    {
        while (Step())
        {
        }

        return Native.sqlite3_changes(database);
    }

    public void Reset() => _ = Native.sqlite3_reset(native);

    internal void Settle()
    {
        noted = false;
        Reset();
    }

    public bool IsNull(int column) => Native.sqlite3_column_type(native, column) == raw.SQLITE_NULL;

    public bool IsText(int column) => Native.sqlite3_column_type(native, column) == raw.SQLITE_TEXT;

    public long GetInt64(int column) => Native.sqlite3_column_int64(native, column);

    public int GetInt32(int column) => (int)Native.sqlite3_column_int64(native, column);

    public bool GetBoolean(int column) => Native.sqlite3_column_int64(native, column) != 0;

    public double GetDouble(int column) => Native.sqlite3_column_double(native, column);

    public long? GetNullableInt64(int column) => IsNull(column) ? null : GetInt64(column);

    public string GetString(int column) => Encoding.UTF8.GetString(GetBytes(column));

    public string? GetNullableString(int column) => IsNull(column) ? null : GetString(column);

    /// <summary>The column's bytes; valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> GetBytes(int column)
    {
        var bytes = Native.sqlite3_column_blob(native, column);
        return new ReadOnlySpan<byte>(bytes, Native.sqlite3_column_bytes(native, column));
    }

    internal void Close() => handle.Dispose();

    private void Check(int rc)
    {
        if (rc != raw.SQLITE_OK)
            Fail(rc);
    }

    private void Fail(int rc)
    {
        var error = new SqliteException(raw.sqlite3_errmsg(connection).utf8_to_string(), rc, raw.sqlite3_extended_errcode(connection));
        Reset();
        throw error;
    }
}
