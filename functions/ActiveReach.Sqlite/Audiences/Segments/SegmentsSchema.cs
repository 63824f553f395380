namespace ActiveReach.Sqlite.Audiences.Segments;

/// <summary>Tables of segments: the latest version of each with what is filtered and sorted, every version as a document, and a count of
/// the writes of each workspace. Lists are kept as in <c>campaigns</c>; a deleted segment keeps its row and its versions.</summary>
internal static class SegmentsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS segments (
            workspace TEXT NOT NULL,
            id TEXT NOT NULL,
            version INTEGER NOT NULL,
            name TEXT NOT NULL,
            words TEXT NOT NULL,
            tags TEXT NOT NULL,
            goals TEXT NOT NULL,
            names TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER,
            PRIMARY KEY (workspace, id)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS segment_versions (
            workspace TEXT NOT NULL,
            id TEXT NOT NULL,
            version INTEGER NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (workspace, id, version)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS segment_webs (
            workspace TEXT PRIMARY KEY,
            revision INTEGER NOT NULL
        ) WITHOUT ROWID;
        """;
}
