namespace ActiveReach.Sqlite.Workspaces;

internal static class WorkspacesSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS workspaces (
          id TEXT PRIMARY KEY,
          version INTEGER NOT NULL,
          name TEXT NOT NULL,
          settings TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS mode_choices (
          workspace TEXT NOT NULL,
          member TEXT NOT NULL,
          persona INTEGER NOT NULL,
          mode INTEGER NOT NULL,
          PRIMARY KEY (workspace, member)
        ) WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS audit (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          workspace TEXT NOT NULL,
          at INTEGER NOT NULL,
          member TEXT NOT NULL,
          action TEXT NOT NULL,
          subject TEXT NOT NULL,
          details TEXT
        );
        CREATE INDEX IF NOT EXISTS audit_by_workspace ON audit (workspace, id);
        CREATE INDEX IF NOT EXISTS audit_by_subject ON audit (workspace, subject, id);
        """;
}
