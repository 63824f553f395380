namespace ActiveReach.Sqlite.Engagement;

internal static class EngagementSchema
{
    public const string Script = """
        -- An id is never used again: whoever removes an event that was applied twice at once must not hit a newer one.
        CREATE TABLE IF NOT EXISTS engagement_inbox (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          source TEXT NOT NULL,
          event_id TEXT,
          payload BLOB NOT NULL,
          received_at INTEGER NOT NULL,
          due_at INTEGER NOT NULL,
          attempts INTEGER NOT NULL DEFAULT 0,
          parked TEXT,
          waits_for TEXT,
          trace TEXT
        );
        CREATE UNIQUE INDEX IF NOT EXISTS engagement_by_event ON engagement_inbox (source, event_id) WHERE event_id IS NOT NULL;
        CREATE INDEX IF NOT EXISTS engagement_unmatched ON engagement_inbox (id) WHERE waits_for IS NOT NULL;

        CREATE TABLE IF NOT EXISTS replies (
          id TEXT PRIMARY KEY,
          workspace TEXT NOT NULL,
          channel INTEGER NOT NULL,
          sender TEXT NOT NULL,
          receiver TEXT NOT NULL,
          text TEXT NOT NULL,
          kind INTEGER NOT NULL,
          at INTEGER NOT NULL,
          contact INTEGER,
          campaign TEXT,
          run TEXT,
          variant TEXT,
          outlet TEXT,
          matches INTEGER NOT NULL
        );
        CREATE TABLE IF NOT EXISTS reply_words (
          workspace TEXT NOT NULL,
          channel INTEGER NOT NULL,
          sender BLOB NOT NULL,
          at INTEGER NOT NULL,
          is_stop INTEGER NOT NULL,
          PRIMARY KEY (workspace, channel, sender, is_stop)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS replies_by_campaign ON replies (workspace, campaign, at, id);
        CREATE INDEX IF NOT EXISTS replies_by_time ON replies (workspace, at);
        CREATE INDEX IF NOT EXISTS replies_by_contact ON replies (workspace, contact, at, id);
        """;
}
