namespace ActiveReach.Sqlite.Audiences.Merges;

/// <summary>Where the ids and external ids of contacts that were merged lead: always to somebody who is there. Times are Unix milliseconds.</summary>
internal static class MergesSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS contact_merges (
            gone INTEGER PRIMARY KEY,
            survivor INTEGER NOT NULL,
            external_id TEXT,
            at INTEGER NOT NULL
        );
        CREATE INDEX IF NOT EXISTS contact_merges_by_survivor ON contact_merges (survivor);
        CREATE INDEX IF NOT EXISTS contact_merges_by_external_id ON contact_merges (external_id) WHERE external_id IS NOT NULL;
        """;
}
