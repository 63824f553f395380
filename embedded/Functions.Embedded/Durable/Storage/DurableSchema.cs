namespace Functions.Embedded.Durable.Storage;

/// <summary>
/// The engine's tables. What is open (activities, sub-orchestrations) is derived from history, not stored again; big payloads lie
/// apart, so that the histories of many instances stay dense. Append migrations, never change one.
/// </summary>
internal static class DurableSchema
{
    public const string Module = "durable";

    /// <summary>Payloads of more characters than this go to their own table.</summary>
    public const int InlineCharacters = 200;

    public static IReadOnlyList<string> Migrations { get; } =
    [
        """
        CREATE TABLE instances (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, status INTEGER NOT NULL,
            created INTEGER NOT NULL, updated INTEGER NOT NULL, execution INTEGER NOT NULL, custom_status TEXT, tags TEXT,
            parent_key INTEGER, parent_task INTEGER, parent_execution INTEGER, parent_id TEXT, parent_name TEXT);
        CREATE INDEX instances_parent ON instances (parent_key) WHERE parent_key IS NOT NULL;
        CREATE TABLE history (
            instance INTEGER NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL, at INTEGER NOT NULL, task INTEGER NOT NULL,
            name TEXT, text TEXT, payload INTEGER, PRIMARY KEY (instance, seq)) WITHOUT ROWID;
        CREATE TABLE payloads (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
        CREATE TABLE timers (instance INTEGER NOT NULL, task INTEGER NOT NULL, due INTEGER NOT NULL, PRIMARY KEY (instance, task)) WITHOUT ROWID;
        CREATE TABLE inbox (
            id INTEGER PRIMARY KEY, instance INTEGER NOT NULL, execution INTEGER NOT NULL, kind INTEGER NOT NULL, at INTEGER NOT NULL,
            task INTEGER NOT NULL, name TEXT, text TEXT);
        """,
    ];
}
