namespace ActiveReach.Sqlite.Requests;

internal static class RequestsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS answers (
          scope TEXT NOT NULL,
          key TEXT NOT NULL,
          fingerprint TEXT NOT NULL,
          claimed_at INTEGER NOT NULL,
          answer BLOB,
          PRIMARY KEY (scope, key)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS answers_by_age ON answers (claimed_at);
        """;
}
