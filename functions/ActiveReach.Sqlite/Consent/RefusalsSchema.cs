namespace ActiveReach.Sqlite.Consent;

/// <summary>Addresses that said no, in whatever way it came, by whose record it came: 0 where the contact has another address now, or there
/// is none. Channels are the number of a <see cref="Channels.ChannelSet"/>; topic is empty for the channel itself; times are Unix milliseconds, the last one that of the
/// latest repetition.</summary>
internal static class RefusalsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS address_refusals (
            workspace INTEGER NOT NULL,
            hash BLOB NOT NULL,
            topic TEXT NOT NULL,
            contact INTEGER NOT NULL,
            channels INTEGER NOT NULL,
            weight INTEGER NOT NULL,
            source TEXT NOT NULL,
            at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            proof TEXT,
            PRIMARY KEY (workspace, hash, topic, contact)
        ) WITHOUT ROWID;

        -- Many contacts may have one address (a placeholder, say): what is refused is read from the first of each kind.
        CREATE INDEX IF NOT EXISTS refusals_by_kind ON address_refusals (workspace, hash, topic, channels, contact);

        -- Whoever remembers which addresses are listed is told that there is one more.
        CREATE TRIGGER IF NOT EXISTS suppressions_listed AFTER INSERT ON suppressions
        BEGIN
            UPDATE audience_workspaces SET listed = listed + 1 WHERE key = new.workspace;
        END;
        CREATE TRIGGER IF NOT EXISTS refusals_listed AFTER INSERT ON address_refusals
        BEGIN
            UPDATE audience_workspaces SET listed = listed + 1 WHERE key = new.workspace;
        END;
        CREATE TRIGGER IF NOT EXISTS holds_listed AFTER INSERT ON consent_holds
        BEGIN
            UPDATE audience_workspaces SET listed = listed + 1 WHERE key = new.contact >> 32;
        END;
        """;
}
