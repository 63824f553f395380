namespace ActiveReach.Sqlite.Documents;

/// <summary>Documents, and beside them a row for each value that they are found by: the key serves lists in their order, the index what is
/// asked of one document.</summary>
internal static class DocumentsSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS documents (
            partition TEXT NOT NULL,
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            etag INTEGER NOT NULL,
            schema INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (partition, kind, id)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS document_fields (
            partition TEXT NOT NULL,
            kind TEXT NOT NULL,
            field TEXT NOT NULL,
            value NOT NULL,
            id TEXT NOT NULL,
            PRIMARY KEY (partition, kind, field, value, id)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS document_fields_by_id ON document_fields (partition, kind, id, field, value);
        CREATE TABLE IF NOT EXISTS document_etags (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            last INTEGER NOT NULL
        );
        """;
}
