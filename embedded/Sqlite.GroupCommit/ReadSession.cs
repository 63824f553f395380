using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SqliteGroupCommit;

/// <summary>One connection with its prepared statements. Not for more than one thread at a time.</summary>
public class ReadSession
{
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);
    private readonly List<Statement> opened = [];

    internal ReadSession(SqliteConnection connection)
    {
        Connection = connection;
        Handle = connection.Handle!;
    }

    /// <summary>The same connection for ADO.NET; inside a session its transaction is already open.</summary>
    public SqliteConnection Connection { get; }

    internal sqlite3 Handle { get; }

    /// <summary>The statement of this text, made on first use and ready to bind.</summary>
    public Statement Prepare(string sql)
    {
        if (statements.TryGetValue(sql, out var statement))
        {
            statement.Reset();
            return statement;
        }

        return statements[sql] = new Statement(this, sql);
    }

    /// <summary>Uses a statement of text that is not worth keeping, such as a filter that a caller made up.</summary>
    public T Once<T>(string sql, Func<Statement, T> use)
    {
        var statement = new Statement(this, sql);
        try
        {
            return use(statement);
        }
        finally
        {
            opened.Remove(statement);
            statement.Close();
        }
    }

    internal bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    internal void Opened(Statement statement) => opened.Add(statement);

    /// <summary>Ends what was left in mid-row: an open statement would hold on to its snapshot.</summary>
    internal void Settle()
    {
        foreach (var statement in opened)
            statement.Settle();
        opened.Clear();
    }

    internal void Close()
    {
        foreach (var statement in statements.Values)
            statement.Close();

        statements.Clear();
        Connection.Dispose();
    }
}
