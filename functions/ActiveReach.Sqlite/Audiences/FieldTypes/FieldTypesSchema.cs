namespace ActiveReach.Sqlite.Audiences.FieldTypes;

/// <summary>Table of the changes of custom fields' types, the last one of each field; <c>after</c> is a block of contacts.</summary>
internal static class FieldTypesSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS custom_field_changes (
            workspace INTEGER NOT NULL,
            field TEXT NOT NULL,
            was INTEGER NOT NULL,
            becomes INTEGER NOT NULL,
            state INTEGER NOT NULL,
            after INTEGER NOT NULL,
            converted INTEGER NOT NULL,
            total INTEGER NOT NULL,
            error TEXT,
            asked_at INTEGER NOT NULL,
            touched_at INTEGER NOT NULL,
            PRIMARY KEY (workspace, field)
        ) WITHOUT ROWID;
        """;
}
