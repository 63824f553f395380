namespace ActiveReach.Sqlite.Consent;

/// <summary>Places that messages have taken under frequency caps, by the text of their ledger address. Times are Unix milliseconds,
/// business time.</summary>
internal static class CapsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS cap_places (
            message TEXT PRIMARY KEY,
            contact INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            at INTEGER NOT NULL,
            tags TEXT
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS cap_places_by_contact ON cap_places (contact, at);
        CREATE INDEX IF NOT EXISTS cap_places_by_time ON cap_places (at);
        """;
}
