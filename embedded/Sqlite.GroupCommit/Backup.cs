using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace SqliteGroupCommit;

/// <summary>Copies of database files as all of them were at one instant, while other processes read and write them: what a power cut at that
/// instant would have left. Nobody is kept waiting for it.</summary>
public static class Backup
{
    /// <summary>An instant is found as soon as nothing was committed between two glances, a fraction of a millisecond apart.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Copies the files, in the order in which they are given, and checks the copies.</summary>
    /// <param name="files">Where each lies, and the new file that it is copied to.</param>
    /// <exception cref="InvalidOperationException">A file is missing or broken, or no instant was found.</exception>
    public static void Take(IReadOnlyList<(string Source, string Target)> files)
    {
        var sources = new List<SqliteConnection>();
        var glances = new List<SqliteConnection>();
        try
        {
            foreach (var (source, _) in files)
            {
                sources.Add(Connect(source, SqliteOpenMode.ReadWrite));
                glances.Add(Connect(source, SqliteOpenMode.ReadWrite));
            }

            FindInstant(sources, glances);
            for (var i = 0; i < files.Count; i++)
                Copy(sources[i], files[i].Target);
        }
        finally
        {
            foreach (var connection in sources.Concat(glances))
                connection.Dispose();
        }

        foreach (var (_, target) in files)
            Check(target);
    }

    /// <summary>Looks a file through that nobody else has open.</summary>
    /// <exception cref="InvalidOperationException">It is broken.</exception>
    public static void Check(string path)
    {
        using var connection = Connect(path, SqliteOpenMode.ReadWrite);
        try
        {
            if (Ask(connection, "PRAGMA integrity_check(1)") is not "ok" and var finding)
                throw new InvalidOperationException($"The database '{path}' is broken: {finding}");
        }
        catch (SqliteException error)
        {
            throw Unreadable(path, error);
        }
    }

    /// <summary>Begins a snapshot of each, again and again, until nothing was written to any from before the first to after the last.</summary>
    private static void FindInstant(List<SqliteConnection> sources, List<SqliteConnection> glances)
    {
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < Patience;)
        {
            var before = Versions(glances);
            foreach (var source in sources)
            {
                Schema.Execute(source, "BEGIN");
                Ask(source, "SELECT count(*) FROM sqlite_schema");
            }

            if (Versions(glances).SequenceEqual(before, StringComparer.Ordinal))
                return;
            foreach (var source in sources)
                Schema.Execute(source, "ROLLBACK");
        }

        throw new InvalidOperationException($"Something was written at every moment of {Patience.TotalSeconds} seconds, so no instant was found to copy the databases at. Try again when less goes on.");
    }

    /// <summary>Changes with each commit of anybody else.</summary>
    private static string[] Versions(List<SqliteConnection> connections) => [.. connections.Select(connection => Ask(connection, "PRAGMA data_version"))];

    private static void Copy(SqliteConnection source, string target)
    {
        try
        {
            using var copy = Connect(target, SqliteOpenMode.ReadWriteCreate);
            source.BackupDatabase(copy);
        }
        catch (SqliteException error)
        {
            throw new InvalidOperationException($"'{source.DataSource}' can't be copied to '{target}': {error.Message}", error);
        }
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            if (mode is not SqliteOpenMode.ReadWriteCreate)
                Ask(connection, "PRAGMA schema_version");
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw Unreadable(path, error);
        }
    }

    private static InvalidOperationException Unreadable(string path, SqliteException error) =>
        new($"The database '{path}' can't be read: {error.Message}", error);

    private static string Ask(SqliteConnection connection, string question)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = question;
#pragma warning restore CA2100
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }
}
