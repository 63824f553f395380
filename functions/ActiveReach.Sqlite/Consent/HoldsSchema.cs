namespace ActiveReach.Sqlite.Consent;

/// <summary>Who is held back while a request waits for somebody to decide on it. Channels are the number of a <see cref="Channels.ChannelSet"/>. A hold
/// is one of the address (hash) that asked; where nobody has the address, contact is the number below the first of the workspace.</summary>
internal static class HoldsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS consent_holds (
            id TEXT PRIMARY KEY,
            contact INTEGER NOT NULL,
            channels INTEGER NOT NULL,
            hash BLOB
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS consent_holds_by_contact ON consent_holds (contact);
        CREATE INDEX IF NOT EXISTS consent_holds_by_address ON consent_holds (hash);
        """;
}
