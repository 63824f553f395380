namespace ActiveReach.Sqlite.Audiences.Devices;

/// <summary>Devices of contacts. <c>workspace</c> is the key of <c>audience_workspaces</c>; times are Unix milliseconds.</summary>
internal static class DevicesSchema
{
    public const string Script = """
        CREATE TABLE IF NOT EXISTS contact_devices (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            workspace INTEGER NOT NULL,
            contact INTEGER NOT NULL,
            platform INTEGER NOT NULL,
            token TEXT NOT NULL,
            registered_at INTEGER NOT NULL,
            UNIQUE (workspace, token)
        );
        CREATE INDEX IF NOT EXISTS contact_devices_by_contact ON contact_devices (contact, key);
        """;
}
