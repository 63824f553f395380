namespace ActiveReach.Sqlite.Audiences;

/// <summary>
/// Tables of contacts, consent and imports. A contact's id is its workspace's key shifted by 32 bits plus a number that is never
/// used twice, so that each workspace lies together and a range of ids is a range of its people. What filters touch most stands first
/// in the row. Lists and custom fields stand in the row as text for reading and in <c>contact_values</c>, folded, for finding.
/// Times are Unix milliseconds, days yyyymmdd.
/// </summary>
public static class AudiencesSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS audience_workspaces (
            key INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            last INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE IF NOT EXISTS contacts (
            id INTEGER PRIMARY KEY,
            workspace INTEGER NOT NULL,
            reach INTEGER NOT NULL,
            birthday INTEGER,
            lat REAL,
            lon REAL,
            country TEXT,
            city_folded TEXT,
            outlet_folded TEXT,
            gender TEXT,
            phone TEXT,
            email TEXT,
            external_id TEXT,
            first_name TEXT,
            last_name TEXT,
            timezone TEXT,
            city TEXT,
            language TEXT,
            outlet TEXT,
            subcommunities TEXT,
            tags TEXT,
            custom TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            version INTEGER NOT NULL,
            origin TEXT NOT NULL,
            region TEXT,
            outlet_by INTEGER NOT NULL DEFAULT 0,
            topics TEXT,
            devices INTEGER NOT NULL DEFAULT 0,
            first_name_folded TEXT,
            last_name_folded TEXT
        );
        CREATE UNIQUE INDEX IF NOT EXISTS contacts_by_external_id ON contacts (external_id, workspace) WHERE external_id IS NOT NULL;
        CREATE INDEX IF NOT EXISTS contacts_by_phone ON contacts (phone) WHERE phone IS NOT NULL;
        CREATE INDEX IF NOT EXISTS contacts_by_email ON contacts (email) WHERE email IS NOT NULL;
        CREATE INDEX IF NOT EXISTS contacts_by_city ON contacts (city_folded) WHERE city_folded IS NOT NULL;
        CREATE INDEX IF NOT EXISTS contacts_by_country ON contacts (country) WHERE country IS NOT NULL;
        CREATE INDEX IF NOT EXISTS contacts_by_outlet ON contacts (outlet_folded) WHERE outlet_folded IS NOT NULL;
        CREATE INDEX IF NOT EXISTS contacts_by_reach ON contacts (workspace, reach);
        CREATE INDEX IF NOT EXISTS contacts_nameless ON contacts (workspace) WHERE external_id IS NULL;
        CREATE TABLE IF NOT EXISTS contact_fields (
            key INTEGER PRIMARY KEY,
            workspace INTEGER NOT NULL,
            name TEXT NOT NULL,
            type INTEGER NOT NULL,
            UNIQUE (workspace, name, type)
        );
        CREATE TABLE IF NOT EXISTS contact_values (
            field INTEGER NOT NULL,
            value,
            contact INTEGER NOT NULL,
            PRIMARY KEY (field, value, contact)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS consent_changes (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            contact INTEGER NOT NULL,
            channels INTEGER NOT NULL,
            state INTEGER NOT NULL,
            source TEXT NOT NULL,
            at INTEGER NOT NULL,
            proof TEXT,
            topic TEXT
        );
        CREATE INDEX IF NOT EXISTS consent_changes_by_contact ON consent_changes (contact, sequence);
        CREATE TABLE IF NOT EXISTS suppressions (
            workspace INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            hash BLOB NOT NULL,
            reason TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (workspace, hash, channel)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS contact_imports (
            id TEXT PRIMARY KEY,
            workspace TEXT NOT NULL,
            state INTEGER NOT NULL,
            rows INTEGER NOT NULL,
            imported INTEGER NOT NULL,
            rejected INTEGER NOT NULL,
            touched_at INTEGER NOT NULL,
            document TEXT NOT NULL
        );
        CREATE INDEX IF NOT EXISTS contact_imports_by_state ON contact_imports (state, touched_at);
        CREATE TABLE IF NOT EXISTS contact_import_errors (
            import TEXT NOT NULL,
            line INTEGER NOT NULL,
            part INTEGER NOT NULL,
            field TEXT NOT NULL,
            value TEXT NOT NULL,
            message TEXT NOT NULL,
            PRIMARY KEY (import, line, part)
        ) WITHOUT ROWID;
        """;
}
