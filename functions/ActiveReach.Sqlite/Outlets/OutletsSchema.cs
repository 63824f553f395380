namespace ActiveReach.Sqlite.Outlets;

/// <summary>Tables of outlets. Of removed ones the row stays, so that their ids keep a name. <c>outlet_assignments</c> has a row for each
/// workspace that ever had an outlet: the version of its outlets, and how far the assignment of its contacts has come. Times are Unix
/// milliseconds.</summary>
internal static class OutletsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS outlets (
            id TEXT PRIMARY KEY,
            workspace TEXT NOT NULL,
            version INTEGER NOT NULL,
            name TEXT NOT NULL,
            name_folded TEXT NOT NULL,
            external_folded TEXT,
            words TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            removed_at INTEGER,
            document TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX IF NOT EXISTS outlets_by_name ON outlets (workspace, name_folded) WHERE removed_at IS NULL;
        CREATE UNIQUE INDEX IF NOT EXISTS outlets_by_external_id ON outlets (workspace, external_folded) WHERE external_folded IS NOT NULL AND removed_at IS NULL;
        CREATE INDEX IF NOT EXISTS outlets_by_creation ON outlets (workspace, created_at, id);
        CREATE TABLE IF NOT EXISTS outlet_senders (
            channel INTEGER NOT NULL,
            sender TEXT NOT NULL,
            outlet TEXT NOT NULL,
            workspace TEXT NOT NULL,
            PRIMARY KEY (channel, sender, outlet)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS outlet_assignments (
            workspace TEXT PRIMARY KEY,
            version INTEGER NOT NULL,
            rule TEXT,
            generation INTEGER NOT NULL,
            after INTEGER NOT NULL,
            seen INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            asked_at INTEGER NOT NULL,
            started_at INTEGER,
            finished_at INTEGER,
            error TEXT,
            touched_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        """;
}
