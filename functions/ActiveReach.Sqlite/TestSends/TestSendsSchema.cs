namespace ActiveReach.Sqlite.TestSends;

internal static class TestSendsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS test_messages (
          id TEXT PRIMARY KEY,
          workspace TEXT NOT NULL,
          campaign TEXT NOT NULL,
          sent_by TEXT NOT NULL,
          member TEXT NOT NULL,
          channel INTEGER NOT NULL,
          variant TEXT NOT NULL,
          contact INTEGER NOT NULL,
          at INTEGER NOT NULL,
          outcome INTEGER,
          reason TEXT
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS test_messages_by_sender ON test_messages (workspace, sent_by, at);
        """;
}
