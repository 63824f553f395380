namespace ActiveReach.Sqlite.Outlets;

/// <summary>The newest plan by which the contacts of a workspace were assigned: older ones assign nobody any more.</summary>
internal static class OutletsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS outlet_plans (
            workspace TEXT PRIMARY KEY,
            version INTEGER NOT NULL
        ) WITHOUT ROWID;
        """;
}
