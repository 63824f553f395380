namespace ActiveReach.Sqlite.Consent;

/// <summary>Requests to stop that a person has to read. Channels are the number of a <see cref="Channels.ChannelSet"/>; times are Unix milliseconds. A
/// request holds for the address (hash) it came from; where nobody has the address, contact is the number below the first of the workspace.</summary>
internal static class ReviewsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS consent_reviews (
            id TEXT PRIMARY KEY,
            contact INTEGER NOT NULL,
            channels INTEGER NOT NULL,
            reply TEXT NOT NULL,
            at INTEGER NOT NULL,
            decision INTEGER,
            decided_by TEXT,
            decided_at INTEGER,
            comment TEXT,
            hash BLOB
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS consent_reviews_by_contact ON consent_reviews (contact);
        CREATE INDEX IF NOT EXISTS consent_reviews_by_address ON consent_reviews (hash) WHERE decision IS NULL;
        """;
}
