using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SqliteGroupCommit;

/// <summary>One connection with its prepared statements. Not for more than one thread at a time.</summary>
public class ReadSession
{
    private const int StepsBetweenQuestions = 1000;

    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);
    private readonly List<Statement> opened = [];
    private CancellationToken cancellation;

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
        cancellation.ThrowIfCancellationRequested();
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

    /// <summary>Runs a query on one snapshot. SQLite asks every thousand steps, between rows and within one, whether to go on.</summary>
    internal T Read<T>(Func<ReadSession, T> query, CancellationToken token)
    {
        Prepare("BEGIN").Execute();
        cancellation = token;
        try
        {
            return query(this);
        }
        catch (SqliteException error) when (error.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("The query was given up on demand.", error, token);
        }
        finally
        {
            cancellation = default;
            Settle();
            Prepare("ROLLBACK").Execute();
        }
    }

    /// <summary>Lets queries be given up in the middle; once a connection.</summary>
    internal void HearCancellation() =>
        raw.sqlite3_progress_handler(Handle, StepsBetweenQuestions, static session => ((ReadSession)session).cancellation.IsCancellationRequested ? 1 : 0, this);

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
