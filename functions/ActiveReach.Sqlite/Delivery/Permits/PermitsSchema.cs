namespace ActiveReach.Sqlite.Delivery.Permits;

/// <summary>One row a limit: account, channel and, where the limit is a sender's own, the sender (else empty).</summary>
internal static class PermitsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS permits (
            account TEXT NOT NULL,
            channel INTEGER NOT NULL,
            sender TEXT NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (account, channel, sender)
        ) WITHOUT ROWID;
        """;
}
