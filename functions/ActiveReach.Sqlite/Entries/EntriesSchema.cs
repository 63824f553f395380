namespace ActiveReach.Sqlite.Entries;

/// <summary>Entries of standing campaigns. Those that wait lie in an index of their own by the time they are due, so that what is over costs nothing;
/// so do those that were cancelled, and once more all that are over, by that time, until they are removed. States are the numbers of <c>EntryState</c> and <c>MemberState</c>.</summary>
internal static class EntriesSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS entries (
            campaign TEXT NOT NULL,
            contact INTEGER NOT NULL,
            occasion TEXT NOT NULL,
            workspace TEXT NOT NULL,
            due INTEGER NOT NULL,
            state INTEGER NOT NULL,
            run TEXT,
            reason TEXT,
            content TEXT,
            PRIMARY KEY (campaign, contact, occasion)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS entries_waiting ON entries (campaign, due) WHERE state = 0;
        CREATE INDEX IF NOT EXISTS entries_cancelled ON entries (campaign) WHERE state = 2;
        CREATE INDEX IF NOT EXISTS entries_over ON entries (campaign, due) WHERE state > 0;
        CREATE INDEX IF NOT EXISTS entries_of_contacts ON entries (contact);
        CREATE TABLE IF NOT EXISTS members (
            campaign TEXT NOT NULL,
            contact INTEGER NOT NULL,
            visit INTEGER NOT NULL,
            state INTEGER NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (campaign, contact)
        ) WITHOUT ROWID;
        """;
}
