namespace ActiveReach.Sqlite.Access;

internal static class AccessSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS members (
          workspace TEXT NOT NULL,
          email TEXT NOT NULL,
          id TEXT NOT NULL,
          name TEXT,
          phone TEXT,
          role INTEGER NOT NULL,
          created_at INTEGER NOT NULL,
          version INTEGER NOT NULL,
          PRIMARY KEY (workspace, email)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX IF NOT EXISTS members_by_id ON members (workspace, id);

        CREATE TABLE IF NOT EXISTS api_keys (
          hash TEXT PRIMARY KEY,
          workspace TEXT NOT NULL,
          id TEXT NOT NULL,
          name TEXT NOT NULL,
          role INTEGER NOT NULL,
          member TEXT,
          is_demo INTEGER NOT NULL,
          created_at INTEGER NOT NULL,
          revoked_at INTEGER
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX IF NOT EXISTS api_keys_by_id ON api_keys (workspace, id);

        CREATE TABLE IF NOT EXISTS sessions (
          hash TEXT PRIMARY KEY,
          workspace TEXT NOT NULL,
          key_id TEXT NOT NULL,
          expires_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS sessions_by_expiry ON sessions (expires_at);
        CREATE INDEX IF NOT EXISTS sessions_by_key ON sessions (workspace, key_id);
        """;
}
