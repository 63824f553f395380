namespace ActiveReach.Sqlite.Events;

/// <summary>Tables of events. <c>workspace</c> is the key of <c>audience_workspaces</c>; times are Unix milliseconds. What behaviour
/// conditions ask for lies together by type and contact. An identity stays only while nobody known has it; of erased events the hash
/// of the id stays, so that they can't come back.</summary>
internal static class EventsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS event_types (
            key INTEGER PRIMARY KEY,
            workspace INTEGER NOT NULL,
            name TEXT NOT NULL,
            UNIQUE (workspace, name)
        );
        CREATE TABLE IF NOT EXISTS events (
            key INTEGER PRIMARY KEY,
            workspace INTEGER NOT NULL,
            id TEXT NOT NULL,
            type INTEGER NOT NULL,
            contact INTEGER,
            at INTEGER NOT NULL,
            outlet TEXT,
            data TEXT,
            received_at INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX IF NOT EXISTS events_by_id ON events (workspace, id);
        CREATE INDEX IF NOT EXISTS events_by_time ON events (workspace, at, type);
        CREATE INDEX IF NOT EXISTS events_by_contact ON events (contact, at) WHERE contact IS NOT NULL;
        CREATE TABLE IF NOT EXISTS contact_events (
            type INTEGER NOT NULL,
            contact INTEGER NOT NULL,
            at INTEGER NOT NULL,
            event INTEGER NOT NULL,
            PRIMARY KEY (type, contact, at, event)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS pending_events (
            workspace INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            identity TEXT NOT NULL,
            event INTEGER NOT NULL,
            received_at INTEGER NOT NULL,
            PRIMARY KEY (workspace, kind, identity, event)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX IF NOT EXISTS pending_events_by_event ON pending_events (event);
        CREATE TABLE IF NOT EXISTS erased_events (
            workspace INTEGER NOT NULL,
            hash BLOB NOT NULL,
            erased_at INTEGER NOT NULL,
            PRIMARY KEY (workspace, hash)
        ) WITHOUT ROWID;
        """;
}
