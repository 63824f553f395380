namespace ActiveReach.Sqlite.Audiences.Merges;

/// <summary>Where the ids of contacts that were merged lead: always to somebody who is there. Times are Unix milliseconds.</summary>
internal static class MergesSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS contact_merges (
            gone INTEGER PRIMARY KEY,
            survivor INTEGER NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX IF NOT EXISTS contact_merges_by_survivor ON contact_merges (survivor);
        """;
}
