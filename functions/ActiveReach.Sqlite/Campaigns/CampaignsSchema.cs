namespace ActiveReach.Sqlite.Campaigns;

/// <summary>Tables of campaigns, runs and intents. Documents are JSON; the columns beside them are what is filtered,
/// sorted or compared. Times are Unix milliseconds.</summary>
public static class CampaignsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS campaigns (
            id TEXT PRIMARY KEY,
            workspace TEXT NOT NULL,
            revision INTEGER NOT NULL,
            status INTEGER NOT NULL,
            type INTEGER NOT NULL,
            name TEXT NOT NULL,
            location TEXT,
            channels TEXT NOT NULL,
            tags TEXT NOT NULL,
            words TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            starts_at INTEGER NOT NULL,
            on_date INTEGER NOT NULL,
            segments TEXT,
            document TEXT NOT NULL
        );
        CREATE INDEX IF NOT EXISTS campaigns_by_creation ON campaigns (workspace, created_at, id);
        CREATE TABLE IF NOT EXISTS runs (
            id TEXT PRIMARY KEY,
            workspace TEXT NOT NULL,
            campaign TEXT NOT NULL,
            revision INTEGER NOT NULL,
            status INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            document TEXT NOT NULL,
            completed_at INTEGER GENERATED ALWAYS AS (CAST(round(unixepoch(json_extract(document, '$.completedAt'), 'subsec') * 1000) AS INTEGER)) VIRTUAL
        );
        CREATE INDEX IF NOT EXISTS runs_by_campaign ON runs (workspace, campaign, started_at);
        CREATE TABLE IF NOT EXISTS intents (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            workspace TEXT NOT NULL,
            orchestration TEXT NOT NULL,
            start TEXT,
            input TEXT,
            event TEXT,
            failures INTEGER NOT NULL DEFAULT 0,
            not_before INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX IF NOT EXISTS intents_by_orchestration ON intents (orchestration, sequence);
        """;
}
