namespace ActiveReach.Sqlite.Audiences.Uploads;

/// <summary>Places for files. The document is JSON; times are Unix milliseconds.</summary>
internal static class UploadsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS uploads (
            id TEXT PRIMARY KEY,
            state INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            document TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS uploads_by_expiry ON uploads (expires_at);
        """;
}
