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
        """;
}
