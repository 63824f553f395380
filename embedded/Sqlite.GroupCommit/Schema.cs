using Microsoft.Data.Sqlite;

namespace SqliteGroupCommit;

/// <summary>Applies migration scripts, each exactly once and in one transaction with its record.</summary>
internal static class Schema
{
    public static void Apply(SqliteConnection connection, string path, IReadOnlyList<string> scripts)
    {
        var applied = Scalar(connection, "PRAGMA user_version");
        Refuse(path, "this program", applied, scripts.Count);
        for (var version = (int)applied; version < scripts.Count; version++)
            Execute(connection, $"BEGIN IMMEDIATE; {scripts[version]}; PRAGMA user_version = {version + 1}; COMMIT;");
    }

    public static void ApplyModule(WriteSession session, string path, string module, IReadOnlyList<string> scripts)
    {
        Execute(session.Connection, "CREATE TABLE IF NOT EXISTS schema_modules (module TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID");
        var applied = ModuleVersion(session, module);
        Refuse(path, $"the module '{module}'", applied, scripts.Count);
        for (var version = (int)applied; version < scripts.Count; version++)
            Execute(session.Connection, scripts[version]);
        session.Prepare("INSERT OR REPLACE INTO schema_modules VALUES (?1, ?2)").Bind(1, module).Bind(2, scripts.Count).Execute();
    }

    public static long ModuleVersion(ReadSession session, string module)
    {
        var table = session.Prepare("SELECT 1 FROM sqlite_schema WHERE name = 'schema_modules'");
        if (!table.Step())
            return 0;
        table.Reset();
        var read = session.Prepare("SELECT version FROM schema_modules WHERE module = ?1").Bind(1, module);
        return read.Step() ? read.GetInt64(0) : 0;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Scripts come from the program, never from its users.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // As above.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }

    private static void Refuse(string path, string who, long applied, int known)
    {
        if (applied > known)
        {
            throw new InvalidOperationException(
                $"The database '{path}' has schema version {applied}, but {who} knows only {known}. Run the newer program, or restore an older backup.");
        }
    }
}
