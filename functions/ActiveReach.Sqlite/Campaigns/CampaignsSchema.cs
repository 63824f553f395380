namespace ActiveReach.Sqlite.Campaigns;

/// <summary>What the ledger knows of the runs: of each the newest epoch. Times are Unix milliseconds.</summary>
public static class CampaignsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS runs (
            id TEXT PRIMARY KEY,
            epoch INTEGER NOT NULL,
            status INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            window_closes_at INTEGER,
            completed_at INTEGER
        );
        """;
}
