using ActiveReach.Sqlite.Audiences.Contacts;

namespace ActiveReach.Sqlite.Audiences;

/// <summary>
/// Tables of contacts, consent and imports. A contact's id is its workspace's key shifted by 32 bits plus a number that is never
/// used twice, so that each workspace lies together and a range of ids is a range of its people. The columns of fields come from the table of
/// fields. City, country, outlet, lists and custom fields stand in the row for reading and in <c>contact_values</c>, folded, for
/// finding; phone and e-mail are found in <c>contact_addresses</c>. Both are sorted within blocks of ids (see <see cref="IdBlocks"/>).
/// How many have which reach is kept in <c>contact_reach</c>: whoever adds contacts counts them together, triggers see to the rest.
/// Times are Unix milliseconds, days yyyymmdd.
/// </summary>
public static class AudiencesSchema
{
    public static readonly string Script = $"""
        CREATE TABLE IF NOT EXISTS audience_workspaces (
            key INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            last INTEGER NOT NULL DEFAULT 0,
            listed INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE IF NOT EXISTS contacts (
            id INTEGER PRIMARY KEY,
            workspace INTEGER NOT NULL,
            reach INTEGER NOT NULL,
            {FieldColumns.Definitions},
            custom TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            version INTEGER NOT NULL,
            origin TEXT NOT NULL,
            outlet_by INTEGER NOT NULL DEFAULT 0,
            topics TEXT,
            devices INTEGER NOT NULL DEFAULT 0
        );
        CREATE UNIQUE INDEX IF NOT EXISTS contacts_by_external_id ON contacts (external_id, workspace) WHERE external_id IS NOT NULL;
        CREATE INDEX IF NOT EXISTS contacts_nameless ON contacts (workspace) WHERE external_id IS NULL;
        -- Within it the rows lie by id: a span of ids of one workspace is a range.
        CREATE INDEX IF NOT EXISTS contacts_by_birthday ON contacts (birthday % 10000) WHERE birthday IS NOT NULL;
        CREATE TABLE IF NOT EXISTS contact_fields (
            key INTEGER PRIMARY KEY,
            workspace INTEGER NOT NULL,
            name TEXT NOT NULL,
            type INTEGER NOT NULL,
            UNIQUE (workspace, name, type)
        );
        CREATE TABLE IF NOT EXISTS contact_reach (
            workspace INTEGER NOT NULL,
            reach INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (workspace, reach)
        ) WITHOUT ROWID;
        CREATE TRIGGER IF NOT EXISTS contact_reach_changes AFTER UPDATE OF reach ON contacts WHEN new.reach <> old.reach
        BEGIN
            INSERT INTO contact_reach (workspace, reach, count) VALUES (old.workspace, old.reach, -1), (new.workspace, new.reach, 1)
            ON CONFLICT DO UPDATE SET count = count + excluded.count;
        END;
        CREATE TRIGGER IF NOT EXISTS contact_reach_goes AFTER DELETE ON contacts
        BEGIN
            INSERT INTO contact_reach (workspace, reach, count) VALUES (old.workspace, old.reach, -1)
            ON CONFLICT DO UPDATE SET count = count + excluded.count;
        END;
        CREATE TABLE IF NOT EXISTS contact_blocks (
            n INTEGER PRIMARY KEY
        );
        -- With row ids: else members would be part of the key, and a search would read those of every row that it passes.
        CREATE TABLE IF NOT EXISTS contact_values (
            block INTEGER NOT NULL,
            field INTEGER NOT NULL,
            value,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            members TEXT NOT NULL,
            PRIMARY KEY (block, field, value, first)
        );
        CREATE TABLE IF NOT EXISTS contact_addresses (
            block INTEGER NOT NULL,
            address TEXT NOT NULL,
            contact INTEGER NOT NULL,
            PRIMARY KEY (block, address, contact)
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
        CREATE TABLE IF NOT EXISTS suppression_log (
            position INTEGER PRIMARY KEY,
            workspace INTEGER NOT NULL,
            hash BLOB NOT NULL,
            channel INTEGER NOT NULL,
            listed INTEGER NOT NULL
        );
        CREATE INDEX IF NOT EXISTS suppression_log_by_workspace ON suppression_log (workspace, position);
        CREATE TRIGGER IF NOT EXISTS suppressions_added AFTER INSERT ON suppressions
        BEGIN
            INSERT INTO suppression_log (workspace, hash, channel, listed) VALUES (new.workspace, new.hash, new.channel, 1);
        END;
        CREATE TRIGGER IF NOT EXISTS suppressions_removed AFTER DELETE ON suppressions
        BEGIN
            INSERT INTO suppression_log (workspace, hash, channel, listed) VALUES (old.workspace, old.hash, old.channel, 0);
        END;
        CREATE TABLE IF NOT EXISTS contact_imports (
            id TEXT PRIMARY KEY,
            workspace TEXT NOT NULL,
            batch INTEGER NOT NULL DEFAULT 0,
            outcomes TEXT NOT NULL DEFAULT '',
            closed_at INTEGER
        );
        CREATE INDEX IF NOT EXISTS contact_imports_open ON contact_imports (workspace) WHERE closed_at IS NULL;
        """;
}
